import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { inForeground } from '../foreground.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import type { DiskIo } from './disk/io.ts'
import { handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { roomOf } from './room.ts'
import { readAll } from './routine/read-all.ts'
import { mediumDisk, onMedium, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

let open: TestStation | undefined
afterEach(() => open?.close())

test('a backup waits while a recording needs the disk, says so, and goes on by itself', async () => {
  open = await openTestStation()
  const { station } = open
  const disk = plugFolder(open)
  const { id } = await pairDisk(station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
  await seedPackets(station, 3, { bytes: 1_500_000 })
  const sealing = Promise.withResolvers<void>()
  const front = inForeground(station, () => sealing.promise)
  const run = runBackup(station, disk.mount, onMedium)
  await vi.waitFor(() => expect(roomOf(station).progress.get(id)?.phase).toBe('paused'), 20_000)
  expect(station.read.all('SELECT packet FROM copy')).toEqual([])
  sealing.resolve()
  await front
  expect(await run).toMatchObject({ packets: 3 })
})

/** A disk whose chunks are counted as they are read back; while the second of a volume of several is at hand a recording begins. */
function interrupted(begins: () => void): { io: DiskIo; chunks: () => number } {
  let chunks = 0
  const count = () => {
    chunks++
    if (chunks === 2) begins()
  }
  const io: DiskIo = {
    ...mediumDisk,
    readBack: (path, onBytes) => mediumDisk.readBack(path, (bytes) => (count(), onBytes?.(bytes))),
    scan: (path, onChunk) => mediumDisk.scan(path, (chunk) => (count(), onChunk(chunk))),
  }
  return { io, chunks: () => chunks }
}

test.each(['written', 'read again'] as const)(
  'within a volume that is %s no further chunk is read while a recording is being sealed',
  async (way) => {
    open = await openTestStation()
    const { station } = open
    const { mount } = plugFolder(open)
    const { id } = await pairDisk(station, { mount, kind: 'desk', label: 'MEJA', place: '' })
    await seedPackets(station, 3, { bytes: 2_000_000 })
    if (way === 'read again') await runBackup(station, mount, onMedium)
    const sealing = Promise.withResolvers<void>()
    let front: Promise<void> | undefined
    const { io, chunks } = interrupted(() => {
      front = inForeground(station, () => sealing.promise)
    })
    const options = { io, hands: () => handsHere(io) }
    const work = way === 'written' ? runBackup(station, mount, options) : readAll(station, mount, options)
    const phase = () => (roomOf(station).progress.get(id) ?? roomOf(station).checking.get(id))?.phase
    await vi.waitFor(() => expect(phase()).toBe('paused'), 20_000)
    await wait(100)
    expect(chunks()).toBe(2)
    sealing.resolve()
    await front
    expect(await work).toMatchObject({ packets: 3 })
    expect(chunks()).toBeGreaterThan(4)
  },
)
