import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Volume } from '../../ports.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { runBackup } from '../backup.ts'
import { pairDisk } from '../pair.ts'
import { roomOf } from '../room.ts'
import { backupStatus } from '../status.ts'
import { mediumDisk, onMedium, plugFolder } from '../testing/desk.ts'
import { seedPackets } from '../testing/seed.ts'
import { dayCloseCron, dayCloseOf } from './day-close.ts'
import { startBackupRoutine } from './routine.ts'

const DAY = 86_400_000
let on: TestStation
let volume: Volume
let id: string
beforeEach(async () => {
  on = await openTestStation()
  volume = plugFolder(on)
  id = (await pairDisk(on.station, { mount: volume.mount, kind: 'rotation', label: 'DISK A', place: '' })).id
})
afterEach(() => on.close())

async function backUp(volumes: number): Promise<void> {
  for (let n = 0; n < volumes; n++) {
    await seedPackets(on.station, 1)
    await runBackup(on.station, volume.mount, onMedium)
  }
}
const packets = () => on.station.read.get<{ n: number }>('SELECT count(*) AS n FROM copy')!.n

test("the day's close is the Dinas' to say; 15.30 where it says nothing", async () => {
  const { policies } = on.station.profile
  expect(dayCloseOf({ policies })).toBe('15:30')
  expect(dayCloseCron({ policies: { ...policies, dayClose: '16:05' } })).toBe('5 16 * * *')
  expect((await backupStatus(on.station)).dayClose).toBe('15:30')
})

test.each([
  ['15:30', '2026-11-26T07:29:58.000Z'],
  ['14:00', '2026-11-26T05:59:58.000Z'],
])("at the day's close (%s), in the station's zone, everything goes to every disk", async (dayClose, now) => {
  Object.assign(on.station.profile.policies, { dayClose })
  await seedPackets(on.station, 1)
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'Date'],
    now: new Date(now),
  })
  const stop = startBackupRoutine(on.station, { settleMs: 1e9, io: mediumDisk, hands: onMedium.hands })
  try {
    await vi.advanceTimersByTimeAsync(1000)
    expect(packets()).toBe(0)
    await vi.advanceTimersByTimeAsync(2000)
    vi.useRealTimers()
    await vi.waitFor(() => expect(packets()).toBe(1), 20_000)
  } finally {
    vi.useRealTimers()
    await stop()
  }
})

/** The clock of the computer and all timers; the disk's own work goes on in real time. */
const fakeTime = (now: string) =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date(now) })

test("the day's last backup does not wait for a reading that takes until the night", async () => {
  await backUp(1)
  await seedPackets(on.station, 1)
  on.ports.clock.advance(31 * DAY)
  const reading = Promise.withResolvers<never>()
  const hands = () => ({
    ...onMedium.hands(),
    verify: () => reading.promise,
    close: async () => reading.reject(new Error('thread ended')),
  })
  fakeTime('2026-11-26T07:29:50.000Z')
  const stop = startBackupRoutine(on.station, { settleMs: 10, io: mediumDisk, hands })
  try {
    await vi.advanceTimersByTimeAsync(1000)
    await vi.waitFor(() => expect(roomOf(on.station).checking.has(id)).toBe(true))
    await vi.advanceTimersByTimeAsync(12_000)
    vi.useRealTimers()
    await vi.waitFor(() => expect(packets()).toBe(2), 5000)
  } finally {
    vi.useRealTimers()
    await stop()
  }
})

test('a clock that ran seven years ahead and is set right does not silence the routine', async () => {
  fakeTime('2033-11-26T07:29:58.000Z')
  const stop = startBackupRoutine(on.station, { settleMs: 1e9, io: mediumDisk, hands: onMedium.hands })
  try {
    await seedPackets(on.station, 1)
    await vi.advanceTimersByTimeAsync(3000)
    await vi.waitFor(() => expect(packets()).toBe(1))
    await seedPackets(on.station, 1)
    vi.setSystemTime('2026-11-26T07:29:28.000Z')
    await vi.advanceTimersByTimeAsync(40_000)
    await vi.waitFor(() => expect(packets()).toBe(2))
  } finally {
    vi.useRealTimers()
    await stop()
  }
})

test("at the day's close every disk is asked for packets that nobody owes it any more and that it has not", async () => {
  await backUp(3)
  on.ports.clock.advance(DAY)
  const [forgotten] = on.station.read.all<{ packet: string }>('SELECT packet FROM copy ORDER BY at LIMIT 1')
  await on.station.write.transaction((tx) => tx.run('DELETE FROM copy WHERE packet = ?', [forgotten!.packet]))
  await runBackup(on.station, volume.mount, onMedium)
  expect(packets()).toBe(2)
  fakeTime('2026-11-26T07:29:58.000Z')
  const stop = startBackupRoutine(on.station, { settleMs: 1e9, io: mediumDisk, hands: onMedium.hands })
  try {
    await vi.advanceTimersByTimeAsync(3000)
    vi.useRealTimers()
    await vi.waitFor(() => expect(packets()).toBe(3), 5000)
  } finally {
    vi.useRealTimers()
    await stop()
  }
})
