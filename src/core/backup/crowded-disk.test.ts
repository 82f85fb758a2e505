import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Fault } from '../../lib/fault.ts'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import type { DiskIo } from './disk/io.ts'
import { diskNotes } from './disk-notes.ts'
import { type Hands, handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { lastCommit } from './queries.ts'
import { inDisk, mediumDisk, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

const PACKET = 1 << 20

let on: TestStation
let disk: Volume
let id: string
let room: number
beforeEach(async () => {
  on = await openTestStation()
  disk = plugFolder(on)
  id = (await pairDisk(on.station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })).id
  room = 60e9
  const before = taken()
  // What lies there takes room, as on any disk.
  Object.defineProperty(disk, 'free', { get: () => room - (taken() - before), enumerable: true })
})
afterEach(() => on.close())

function files(): string[] {
  const folder = inDisk(disk)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
}
const taken = () => files().reduce((sum, path) => sum + statSync(path).size, 0)
const volumes = () => files().filter((path) => /S\d{7}\.TAR$/.test(path)).length
const copies = () => on.station.read.all('SELECT packet FROM copy').length

function backup(hands: () => Hands = () => handsHere(mediumDisk)) {
  return runBackup(on.station, disk.mount, { io: mediumDisk, hands })
}
/** The disk says itself that it is full, in the midst of a file. */
const full: DiskIo = {
  ...mediumDisk,
  fs: {
    ...mediumDisk.fs,
    write: (file, bytes) =>
      disk.free < bytes.length
        ? Promise.reject(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }))
        : mediumDisk.fs.write(file, bytes),
  },
}
const backupToFull = () => runBackup(on.station, disk.mount, { io: full, hands: () => handsHere(full) })
/** The disk fails when the commit's first file is written: its volume is there, whole, and counts as nothing. */
function failing(): Hands {
  const hands = handsHere(mediumDisk)
  const writeFile = () => Promise.reject(new Fault('DISK-IO', { op: 'write', path: '', errno: 'EIO' }))
  return { ...hands, writeFile }
}

test('a disk that has no room for all gets as much as fits, and says that it is full', async () => {
  await seedPackets(on.station, 5, { bytes: PACKET })
  room = 7.2 * PACKET
  await expect(backup()).rejects.toMatchObject({ code: 'BACKUP-DISK-FULL' })
  // 4 MB stay free of each volume for what nobody knows before.
  expect(copies()).toBe(3)
  room = 60e9
  expect(await backup()).toMatchObject({ packets: 2 })
  expect(copies()).toBe(5)
})

test('what failed attempts left is never in the way of the next one', async () => {
  await seedPackets(on.station, 3, { bytes: PACKET })
  room = 12 * PACKET
  for (let turn = 0; turn < 3; turn++) {
    await expect(backup(failing)).rejects.toMatchObject({ code: 'DISK-IO' })
    expect(copies()).toBe(0)
  }
  // Nine megabytes of it lie there: it could be salvaged, should this computer die now.
  expect(volumes()).toBeGreaterThan(1)
  expect(disk.free).toBeLessThan(5 * PACKET)
  expect(await backup()).toMatchObject({ packets: 3 })
  expect([copies(), volumes()]).toEqual([3, 1])
  expect(diskNotes(on.station.read, id).notes.attempts).toEqual([])
})

test('what failed attempts left stays while there is room, until the next commit', async () => {
  await seedPackets(on.station, 3, { bytes: PACKET })
  await expect(backup(failing)).rejects.toMatchObject({ code: 'DISK-IO' })
  await expect(backup(failing)).rejects.toMatchObject({ code: 'DISK-IO' })
  expect(volumes()).toBe(2)
  expect(await backup()).toMatchObject({ packets: 3, sequence: 3 })
  expect(volumes()).toBe(1)
})

test('a packet for which there is no room keeps none of those behind it from the disk', async () => {
  const [large] = await seedPackets(on.station, 1, { bytes: 12 * PACKET })
  await seedPackets(on.station, 3, { bytes: PACKET })
  room = 10 * PACKET
  await expect(backup()).rejects.toMatchObject({ code: 'BACKUP-DISK-FULL' })
  expect(copies()).toBe(3)
  await expect(backup()).rejects.toMatchObject({ code: 'BACKUP-DISK-FULL' })
  room = 60e9
  expect(await backup()).toMatchObject({ packets: 1 })
  expect(on.station.read.get('SELECT 1 FROM copy WHERE packet = ?', [large!.id])).toBeDefined()
})

test('a disk that has no room for the state gets the packets that fit, says that it is full, and gets the state once there is room', async () => {
  await seedPackets(on.station, 3, { bytes: PACKET, photo: 2 * PACKET })
  room = 8.5 * PACKET
  const state = () => lastCommit(on.station.read, id)?.snapshot
  for (let run = 0; run < 2; run++) {
    await expect(backupToFull()).rejects.toMatchObject({ code: 'BACKUP-DISK-FULL' })
    expect([copies(), state()]).toEqual([3, 0])
  }
  room = 60e9
  expect(await backupToFull()).toMatchObject({ packets: 0 })
  expect(state()).toBeGreaterThan(0)
})
