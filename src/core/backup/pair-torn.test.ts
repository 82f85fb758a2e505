import { existsSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { faultOfErrno } from '../../lib/fault.ts'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { rekamDir, stationPath } from './disk/layout.ts'
import { type DiskIo, nodeDisk } from './disk/io.ts'
import { listDrives } from './drives.ts'
import { handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { inDisk, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

let on: TestStation
let disk: Volume
beforeEach(async () => {
  on = await openTestStation()
  disk = plugFolder(on)
})
afterEach(() => on.close())

/** A disk of which a folder does not answer, as the kernel's vfat where only its name reached the medium. */
function torn(folder: string, isTorn: () => boolean = () => true): DiskIo {
  const eio = Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
  const fails = (path: string) => path.startsWith(folder) && isTorn()
  const { fs } = nodeDisk
  return {
    ...nodeDisk,
    readSmall: async (path, limit) => {
      if (fails(path)) throw faultOfErrno(eio, 'read', path)
      return nodeDisk.readSmall(path, limit)
    },
    fs: {
      ...fs,
      readdir: async (path) => {
        if (fails(path)) throw eio
        return fs.readdir(path)
      },
      stat: async (path) => {
        if (fails(path)) throw eio
        return fs.stat(path)
      },
    },
  }
}

const REFUSED = { code: 'BACKUP-DISK-UNUSABLE', params: { reason: 'folder-torn' } }
const pair = (io: DiskIo) =>
  pairDisk(on.station, { mount: disk.mount, kind: 'rotation', label: 'DISK A', place: '' }, io)
const disks = () => on.station.read.all('SELECT id FROM disk')

test.each([
  ['REKAM', rekamDir],
  ["the station's folder", (mount: string) => stationPath(mount, on.station.code)],
])('a disk of which %s cannot be listed is refused in words, and nothing is written', async (_, folderOf) => {
  const io = torn(folderOf(disk.mount))
  await expect(pair(io)).rejects.toMatchObject(REFUSED)
  expect(await listDrives(on.station, io)).toMatchObject([{ state: 'unusable', why: 'folder-torn' }])
  expect(existsSync(inDisk(disk))).toBe(false)
  expect(disks()).toEqual([])
})

test('a disk whose folder cannot be listed once it was written is none', async () => {
  const io = torn(stationPath(disk.mount, on.station.code), () => existsSync(inDisk(disk, 'DISK.JSN')))
  await expect(pair(io)).rejects.toMatchObject(REFUSED)
  expect(disks()).toEqual([])
  await pair(nodeDisk)
  expect(disks()).toHaveLength(1)
})

test('nothing is acknowledged on a disk of ours whose folder cannot be listed, and nothing is written to it', async () => {
  await pair(nodeDisk)
  await seedPackets(on.station, 1)
  const before = readdirSync(inDisk(disk), { recursive: true })
  const { fs } = torn(stationPath(disk.mount, on.station.code))
  const io = { ...nodeDisk, fs: { ...nodeDisk.fs, readdir: (path: string) => fs.readdir(path) } }
  await expect(runBackup(on.station, disk.mount, { io, hands: () => handsHere(io) })).rejects.toMatchObject(
    REFUSED,
  )
  expect(on.station.read.all('SELECT packet FROM copy')).toEqual([])
  expect(readdirSync(inDisk(disk), { recursive: true })).toEqual(before)
})
