import { afterEach, expect, test, vi } from 'vitest'
import { inForeground } from '../foreground.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { pairDisk } from './pair.ts'
import { roomOf } from './room.ts'
import { onMedium, plugFolder } from './testing/desk.ts'
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
