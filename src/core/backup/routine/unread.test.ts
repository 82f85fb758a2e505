import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Volume } from '../../ports.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { runBackup } from '../backup.ts'
import { ejectDisk } from '../eject.ts'
import { pairDisk } from '../pair.ts'
import { roomOf } from '../room.ts'
import { backupStatus } from '../status.ts'
import { mediumDisk, onMedium, plugFolder } from '../testing/desk.ts'
import { seedPackets } from '../testing/seed.ts'
import { readAll } from './read-all.ts'

const DAY = 86_400_000
let on: TestStation
beforeEach(async () => {
  on = await openTestStation()
  on.ports.volumes.eject = async ({ mount }) => on.ports.volumes.pull(mount)
})
afterEach(() => on.close())

async function disk(kind: 'desk' | 'rotation'): Promise<{ volume: Volume; id: string }> {
  const volume = plugFolder(on)
  const { id } = await pairDisk(on.station, { mount: volume.mount, kind, label: kind, place: '' })
  await seedPackets(on.station, 1, { bytes: 300_000 })
  await runBackup(on.station, volume.mount, onMedium)
  return { volume, id }
}
const unread = async () => (await backupStatus(on.station)).disks[0]!.unread

test('a disk that is carried away is said to be unread once a month went by, and what reading it takes', async () => {
  const { volume, id } = await disk('rotation')
  expect(await unread()).toBeNull()
  on.ports.clock.advance(41 * DAY)
  expect(await unread()).toEqual({ days: 41, minutes: 1 })
  roomOf(on.station).rates.set(id, 1000)
  const { minutes } = (await unread())!
  expect(minutes).toBeGreaterThanOrEqual(5)
  expect(await ejectDisk(on.station, volume.mount)).toEqual({ unread: 41 })
})

test('read before it goes, it leaves read', async () => {
  const { volume, id } = await disk('rotation')
  on.ports.clock.advance(41 * DAY)
  expect(await readAll(on.station, volume.mount, { io: mediumDisk, hands: onMedium.hands })).toMatchObject({
    finished: true,
  })
  expect(roomOf(on.station).rates.get(id)).toBeGreaterThan(0)
  expect(await unread()).toBeNull()
  expect(await ejectDisk(on.station, volume.mount)).toEqual({ unread: null })
})

test('the disk of the desk stays: nothing is asked of it when it is let go', async () => {
  const { volume } = await disk('desk')
  on.ports.clock.advance(41 * DAY)
  expect(await unread()).toBeNull()
  expect(await ejectDisk(on.station, volume.mount)).toEqual({ unread: null })
})
