import { existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { decodeCommit } from '../../../formats/commit/commit.ts'
import { commitNames, monthAfter, volumeName } from '../../../formats/volume/names.ts'
import { formatPublicKey, publicOf } from '../../../lib/minisign.ts'
import { Fault } from '../../../lib/fault.ts'
import type { Volume } from '../../ports.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { runBackup } from '../backup.ts'
import type { DiskIo } from '../disk/io.ts'
import { pairDisk } from '../pair.ts'
import { inDisk, mediumDisk, plugFolder } from '../testing/desk.ts'
import { seedPackets } from '../testing/seed.ts'
import { verifyForStation } from '../verify/verify.ts'
import { verifyDisk } from '../verify/verify-disk.ts'
import { type Hands, handsHere } from './hands.ts'
import { mayBeTorn } from './torn.ts'

let open: TestStation | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

/** A disk that notes every file that is opened or removed on it. */
function watched(touched: string[]): DiskIo {
  const note = (path: string, act = 'read') => void touched.push(`${act} ${path}`)
  return {
    ...mediumDisk,
    fs: {
      ...mediumDisk.fs,
      unlink: (path: string) => (note(path, 'unlink'), mediumDisk.fs.unlink(path)),
    },
    readSmall: (path, limit) => (note(path), mediumDisk.readSmall(path, limit)),
    readBack: (path, onBytes) => (note(path), mediumDisk.readBack(path, onBytes)),
    open: (path) => (note(path), mediumDisk.open(path)),
    scan: (path, onChunk) => (note(path), mediumDisk.scan(path, onChunk)),
  }
}

/** A run that ends before the file of this ending is begun. */
function dyingAt(ending: string): { io: DiskIo; hands: () => Hands } {
  const hands = () => {
    const real = handsHere(mediumDisk)
    return {
      ...real,
      writeFile: (job: Parameters<Hands['writeFile']>[0]) => {
        if (job.path.endsWith(ending))
          throw new Fault('DISK-IO', { op: 'write', path: job.path, errno: 'EIO' })
        return real.writeFile(job)
      },
    }
  }
  return { io: mediumDisk, hands }
}

async function interrupted(fs: string): Promise<{ on: TestStation; disk: Volume }> {
  const on = await openTestStation()
  open = on
  const disk = plugFolder(on, { fs, id: 'AB12-CD34' })
  await pairDisk(on.station, { mount: disk.mount, kind: 'rotation', label: 'DISK', place: '' })
  await seedPackets(on.station, 2)
  await runBackup(on.station, disk.mount, { io: mediumDisk, hands: () => handsHere(mediumDisk) })
  await seedPackets(on.station, 2)
  await expect(runBackup(on.station, disk.mount, dyingAt('.SIG'))).rejects.toThrow('DISK-IO')
  return { on, disk }
}

function filesOf(sequence: number): string[] {
  const { json, copy } = commitNames(sequence)
  return [json, copy, volumeName(sequence)]
}

/** A disk whose kernel goes read-only when a file with this number is removed, as vfat does over a torn one. */
function fragile(on: TestStation, disk: Volume, sequence: number, forEver = false): DiskIo {
  let broken = false
  return {
    ...mediumDisk,
    fs: {
      ...mediumDisk.fs,
      unlink: async (path) => {
        if (!filesOf(sequence).some((name) => path.endsWith(name))) return mediumDisk.fs.unlink(path)
        if (broken && !forEver) return mediumDisk.fs.unlink(path)
        broken = true
        const now = await on.ports.volumes.at(disk.mount)
        if (now) on.ports.volumes.plug({ ...now, readonly: true })
        throw Object.assign(new Error('EROFS'), { code: 'EROFS' })
      },
    },
  }
}

test('what was begun before the disk went is removed before anything is written, and of it only a file that a later one proves is read', async () => {
  const { on, disk } = await interrupted('exfat')
  const { station } = on
  on.ports.volumes.plug({ ...disk, session: 'two' })
  const touched: string[] = []
  const io = watched(touched)
  const result = await runBackup(station, disk.mount, { io, hands: () => handsHere(io) })
  expect(result).toMatchObject({ sequence: 3, packets: 2 })
  const folder = inDisk(disk, station.code, '202611')
  // The copy was begun when the statement was on the medium: nothing else is known to be whole.
  expect(
    touched.filter((path) => path.startsWith('read ') && filesOf(2).some((name) => path.endsWith(name))),
  ).toEqual([`read ${join(folder, commitNames(2).json)}`])
  const removed = touched.findIndex((path) => path === `unlink ${join(folder, volumeName(2))}`)
  expect(removed).toBeGreaterThanOrEqual(0)
  expect(await verifyForStation(station, disk.mount, { hands: () => handsHere(io) })).toMatchObject({
    sound: true,
    problems: [],
    packets: 4,
  })
})

test('a volume that its torn file made read-only is mounted again, by the program or by a person', async () => {
  for (const canRemount of [true, false]) {
    const { on, disk } = await interrupted('vfat')
    on.ports.volumes.canRemount = canRemount
    on.ports.volumes.plug({ ...disk, session: 'two' })
    const io = fragile(on, disk, 2)
    const back = () => runBackup(on.station, disk.mount, { io, hands: () => handsHere(io) })
    if (!canRemount) {
      await expect(back()).rejects.toThrow('BACKUP-DISK-TIDIED')
      await rm(join(inDisk(disk, on.station.code, '202611'), commitNames(2).json))
      on.ports.volumes.plug({ ...disk, session: 'two', readonly: false })
    }
    expect(await back()).toMatchObject({ packets: 2 })
    await on.close()
    open = undefined
  }
})

test('what was to be removed in an earlier presence and is still there is given up, and the next commit says so', async () => {
  const { on, disk } = await interrupted('vfat')
  const { station } = on
  on.ports.volumes.plug({ ...disk, session: 'two' })
  const io = fragile(on, disk, 2, true)
  const touched: string[] = []
  await expect(runBackup(station, disk.mount, { io, hands: () => handsHere(io) })).rejects.toThrow(
    'BACKUP-DISK-TIDIED',
  )
  on.ports.volumes.plug({ ...disk, session: 'three', readonly: false })
  const careful = watched(touched)
  const run = { io: careful, hands: () => handsHere(careful) }
  expect(await runBackup(station, disk.mount, run)).toMatchObject({ sequence: 3, packets: 2 })
  await runBackup(station, disk.mount, run)
  const own = await verifyForStation(station, disk.mount, { hands: () => handsHere(careful) })
  expect(own).toMatchObject({ sound: true, problems: [], packets: 4 })
  expect(touched.filter((path) => filesOf(2).some((name) => path.endsWith(name)))).toEqual([])
  const folder = inDisk(disk, station.code, '202611')
  const commitOf = (n: number) => decodeCommit(readFileSync(join(folder, commitNames(n).json)))
  expect(commitOf(3)).toMatchObject({ abandoned: [2] })
  expect(commitOf(1)).not.toHaveProperty('abandoned')
})

test('in the presence in which it was begun, and where there is a journal, it is taken over or removed', async () => {
  for (const [fs, session] of [
    ['exfat', 'one'],
    ['ext4', 'two'],
  ] as const) {
    const { on, disk } = await interrupted(fs)
    on.ports.volumes.plug({ ...disk, session })
    await runBackup(on.station, disk.mount, { io: mediumDisk, hands: () => handsHere(mediumDisk) })
    const folder = inDisk(disk, on.station.code, '202611')
    for (const name of filesOf(2)) expect(existsSync(join(folder, name))).toBe(false)
    await on.close()
    open = undefined
  }
})

test('a whole commit that came too late to be told counts as nothing once the next one says so', async () => {
  const { on, disk } = await interrupted('vfat')
  const { station } = on
  // As if the cut had come after the signature, and before the register: the same run, now to its end, but not noted.
  const before = station.read.all<{ value: string }>("SELECT value FROM local WHERE key LIKE 'backup:%'")[0]
  const io = { io: mediumDisk, hands: () => handsHere(mediumDisk) }
  await runBackup(station, disk.mount, io)
  await station.write.transaction((tx) => {
    tx.run('DELETE FROM disk_commit WHERE sequence = 3')
    tx.run("DELETE FROM copy WHERE volume LIKE '%S0000003.TAR'")
    const notes = JSON.parse(before?.value ?? '{}') as { attempts: object[] }
    const attempts = [...notes.attempts, { sequence: 3, month: '202611', session: 'one', removing: 'one' }]
    tx.run("UPDATE local SET value = ? WHERE key LIKE 'backup:%'", [JSON.stringify({ ...notes, attempts })])
  })
  on.ports.volumes.plug({ ...disk, session: 'two' })
  expect(await runBackup(station, disk.mount, io)).toMatchObject({ sequence: 4, packets: 2 })
  const root = formatPublicKey(publicOf(on.dinas.root))
  const own = [
    { station: station.code, epoch: station.epoch.id, key: formatPublicKey(publicOf(station.keys.signing)) },
  ]
  const verdict = await verifyDisk(mediumDisk, { mount: disk.mount, root, station: null, own })
  expect(verdict).toMatchObject({ sound: true, packets: 4, lastSequence: 4 })
  expect(verdict.problems.map(({ code }) => code)).toEqual(['COMMIT-UNFINISHED'])
})

test('a month whose folder was begun with a volume that is torn is left untouched and gets nothing more', async () => {
  const on = await openTestStation()
  open = on
  const disk = plugFolder(on, { fs: 'vfat', id: 'AB12-CD34' })
  await pairDisk(on.station, { mount: disk.mount, kind: 'rotation', label: 'DISK', place: '' })
  await seedPackets(on.station, 1)
  await expect(runBackup(on.station, disk.mount, dyingAt('.JSN'))).rejects.toThrow('DISK-IO')
  on.ports.volumes.plug({ ...disk, session: 'two' })
  const touched: string[] = []
  const io = watched(touched)
  await runBackup(on.station, disk.mount, { io, hands: () => handsHere(io) })
  expect(touched.filter((path) => path.includes('/202611/'))).toEqual([])
  const [commit] = on.station.read.all<{ month: string; sequence: number }>('SELECT * FROM disk_commit')
  expect(commit).toMatchObject({ month: '202612', sequence: 2 })
  expect(monthAfter('202612')).toBe('202701')
})

test('a folder of a month that cannot be read holds no backup up', async () => {
  const { on, disk } = await interrupted('ext4')
  on.ports.clock.set('2026-12-02T01:00:00.000Z')
  on.ports.volumes.plug({ ...disk, session: 'two' })
  const io: DiskIo = {
    ...mediumDisk,
    fs: {
      ...mediumDisk.fs,
      readdir: (path) =>
        path.endsWith('/202611')
          ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }))
          : mediumDisk.fs.readdir(path),
    },
  }
  const run = { io, hands: () => handsHere(io) }
  expect(await runBackup(on.station, disk.mount, run)).toMatchObject({ sequence: 3, packets: 2 })
})

test('without a journal only the same presence is trusted', () => {
  expect(mayBeTorn({ fs: 'vfat', session: 'a' }, 'a')).toBe(false)
  expect(mayBeTorn({ fs: 'vfat', session: 'b' }, 'a')).toBe(true)
  expect(mayBeTorn({ fs: 'exfat' }, '')).toBe(true)
  expect(mayBeTorn({ fs: 'ext4', session: 'b' }, 'a')).toBe(false)
  expect(mayBeTorn({ fs: 'ext2', session: 'b' }, 'a')).toBe(true)
  expect(mayBeTorn({ fs: 'fuse.fusefat' }, '')).toBe(true)
  // Windows writes NTFS with its journal, nobody on Linux does.
  expect(mayBeTorn({ fs: 'ntfs', session: 'b' }, 'a')).toBe(false)
  for (const driver of ['fuseblk', 'ntfs3'])
    expect(mayBeTorn({ fs: 'ntfs', driver, session: 'b' }, 'a')).toBe(true)
})
