import { spawnSync } from 'node:child_process'
import { lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { faultOfErrno } from '../../../lib/fault.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { runBackup } from '../backup.ts'
import type { DiskIo } from '../disk/io.ts'
import { pairDisk } from '../pair.ts'
import { inDisk, mediumDisk, onMedium, plugFolder } from '../testing/desk.ts'
import { seedPackets } from '../testing/seed.ts'
import { handsHere } from './hands.ts'

let on: TestStation | undefined
afterEach(() => on?.close())

test('a disk whose beginning is overwritten by its end, as a counterfeit one does, takes no volume that counts', async () => {
  on = await openTestStation()
  const { station } = on
  const { mount } = plugFolder(on)
  await pairDisk(station, { mount, kind: 'desk', label: 'PALSU', place: '' })
  // The cache still shows what lay there: only a read past it finds other bytes.
  let isOver = false
  const io: DiskIo = {
    ...mediumDisk,
    async readBack(path, onBytes) {
      const read = await mediumDisk.readBack(path, onBytes)
      return isOver && path.endsWith('DISK.JSN') ? { ...read, sha256: '0'.repeat(64) } : read
    },
  }
  const options = { io, hands: () => handsHere(io) }
  await seedPackets(station, 1)
  expect(await runBackup(station, mount, options)).toMatchObject({ packets: 1 })
  isOver = true
  await seedPackets(station, 1)
  for (let run = 0; run < 2; run++)
    await expect(runBackup(station, mount, options)).rejects.toMatchObject({
      code: 'BACKUP-READBACK',
      params: { disk: 'PALSU' },
    })
  expect(station.read.all('SELECT packet FROM copy')).toHaveLength(1)
  expect(station.read.all('SELECT sequence FROM disk_commit')).toHaveLength(1)
})

test.each(['DISK.JSN', 'DISK.BAK'])(
  'a disk with a bad sector under %s takes backups by the other statement',
  async (bad) => {
    on = await openTestStation()
    const { station } = on
    const disk = plugFolder(on)
    await pairDisk(station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
    const eio = Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
    const io: DiskIo = {
      ...mediumDisk,
      async readSmall(path, limit) {
        if (path.endsWith(bad)) throw faultOfErrno(eio, 'read', path)
        return mediumDisk.readSmall(path, limit)
      },
    }
    await seedPackets(station, 1)
    const options = { io, hands: () => handsHere(io) }
    expect(await runBackup(station, disk.mount, options)).toMatchObject({ packets: 1 })
  },
)

/** Leaves its socket behind: whoever opens that hears what a disk that went says. */
const LISTENER =
  "require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))"

const strange: [string, (path: string) => void][] = [
  ['gone', () => undefined],
  ['a folder', (path) => mkdirSync(path)],
  ['a link', (path) => symlinkSync('/etc/hostname', path)],
  ['a socket', (path) => spawnSync(process.execPath, ['-e', LISTENER, path])],
  ['larger than any', (path) => writeFileSync(path, Buffer.alloc(5 << 20))],
]

test.each(strange)('a disk of which one statement is %s takes backups by the other one', async (_, put) => {
  on = await openTestStation()
  const { station } = on
  const disk = plugFolder(on)
  await pairDisk(station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
  for (const [n, name] of ['DISK.JSN', 'DISK.BAK'].entries()) {
    const path = inDisk(disk, name)
    const sound = readFileSync(path)
    rmSync(path)
    put(path)
    await seedPackets(station, 1)
    expect(await runBackup(station, disk.mount, onMedium)).toMatchObject({ sequence: n + 1, packets: 1 })
    rmSync(path, { recursive: true, force: true })
    writeFileSync(path, sound)
  }
})

test.each(strange)(
  'a disk of which a page is %s takes backups, and the page is written anew where it can be',
  async (what, put) => {
    on = await openTestStation()
    const { station } = on
    const disk = plugFolder(on)
    await pairDisk(station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
    const pages = [inDisk(disk, 'README.TXT'), inDisk(disk, station.code, 'CERTS.JSN')]
    const sound = pages.map((path) => readFileSync(path))
    for (const path of pages) {
      rmSync(path)
      put(path)
    }
    await seedPackets(station, 1)
    expect(await runBackup(station, disk.mount, onMedium)).toMatchObject({ packets: 1 })
    const isBlocked = what !== 'gone' && what !== 'larger than any'
    const now = pages.map((path) => (lstatSync(path).isFile() ? readFileSync(path) : null))
    expect(now).toEqual(isBlocked ? [null, null] : sound)
  },
)
