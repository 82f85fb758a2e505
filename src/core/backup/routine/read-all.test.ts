import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Progress } from '../../../contract/base.ts'
import { inForeground } from '../../foreground.ts'
import type { Volume } from '../../ports.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { runBackup } from '../backup.ts'
import { ejectDisk } from '../eject.ts'
import { handsHere, type Hands } from '../engine/hands.ts'
import { pairDisk } from '../pair.ts'
import { roomOf } from '../room.ts'
import { backupStatus } from '../status.ts'
import { mediumDisk, onMedium, plugFolder } from '../testing/desk.ts'
import { seedPackets } from '../testing/seed.ts'
import { checkDisk } from './check-disk.ts'
import { readAll, stopReading } from './read-all.ts'
import { startBackupRoutine } from './routine.ts'
import { diskRow } from '../queries.ts'

const DAY = 86_400_000
const how = { io: mediumDisk, hands: onMedium.hands, limit: { bytes: 1, volumes: 1 } }
let on: TestStation
let volume: Volume
let id: string
beforeEach(async () => {
  on = await openTestStation()
  volume = plugFolder(on)
  id = (await pairDisk(on.station, { mount: volume.mount, kind: 'rotation', label: 'DISK A', place: '' })).id
  for (let n = 0; n < 4; n++) {
    await seedPackets(on.station, 1, { bytes: 200_000 })
    await runBackup(on.station, volume.mount, onMedium)
  }
})
afterEach(() => on.close())

const replug = () => {
  on.ports.volumes.pull(volume.mount)
  volume = on.ports.volumes.plug({ ...volume, session: 'two' })
}
const read = () => readAll(on.station, volume.mount, how)
const progress = () => roomOf(on.station).checking.get(id)
const levels = () =>
  on.station.read.all<{ level: string }>('SELECT level FROM volume_check').map((v) => v.level)
const disk = async () => (await backupStatus(on.station)).disks[0]!
/** Hands that hold before each slice but the first ones, until told. */
function held(after: number): { hands: () => Hands; go: () => void; reached: Promise<void> } {
  const gate = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  let slices = 0
  const hands = (): Hands => {
    const real = handsHere(mediumDisk)
    const closed = Promise.withResolvers<never>()
    closed.promise.catch(() => undefined)
    return {
      ...real,
      async verify(...job) {
        if (++slices > after) {
          reached.resolve()
          await Promise.race([gate.promise, closed.promise])
        }
        return real.verify(...job)
      },
      close: async () => closed.reject(new Error('these hands are closed')),
    }
  }
  return { hands, go: () => gate.resolve(), reached: reached.promise }
}

test('what a person asks for is everything, proven cold where the disk was away, and counted as the monthly reading', async () => {
  replug()
  expect(await read()).toMatchObject({
    finished: true,
    sound: true,
    volumes: 4,
    of: 4,
    packets: 4,
    cold: true,
    via: 'medium',
    problems: [],
  })
  expect(levels()).toEqual(['L2', 'L2', 'L2', 'L2'])
  expect((await disk()).checkedAt).toBe(on.ports.now().toISOString())
  on.ports.clock.advance(3 * DAY)
  expect(await checkDisk(on.station, diskRow(on.station.read, id)!, volume, how)).toBe(false)
})

test('without having been away it counts as read, and is said not to be cold', async () => {
  expect(await read()).toMatchObject({ finished: true, sound: true, cold: false })
  expect(levels()).toEqual(['L1', 'L1', 'L1', 'L1'])
})

test('how much of how much, how fast, how long still: for what a person asked and for what was due', async () => {
  const seen: (Progress | undefined)[] = []
  const room = roomOf(on.station)
  room.listeners.add(() => seen.push(room.checking.get(id)))
  await read()
  const told = seen.flatMap((one) => (one ? [one] : []))
  const { total } = told[0]!
  expect(total).toBeGreaterThan(4 * 200_000)
  expect(told.map((one) => one.total)).toEqual(told.map(() => total))
  expect(told.at(-1)).toMatchObject({ phase: 'verify-all', done: total, bytes: total, secondsLeft: 0 })
  expect(told.at(-1)!.bytesPerSecond).toBeGreaterThan(0)
  seen.length = 0
  on.ports.clock.advance(8 * DAY)
  // The eighth that is due is empty; the next has the volume of sequence 1.
  await checkDisk(on.station, diskRow(on.station.read, id)!, volume, how)
  on.ports.clock.advance(8 * DAY)
  await checkDisk(on.station, diskRow(on.station.read, id)!, volume, how)
  const due = seen.findLast((one) => one !== undefined)
  expect(due).toMatchObject({ phase: 'verify' })
  expect(due!.bytesPerSecond).toBeGreaterThan(0)
  expect(due!.bytes).toBe(due!.total)
})

test('it gives way to a recording, and says so', async () => {
  const sealing = Promise.withResolvers<void>()
  const front = inForeground(on.station, () => sealing.promise)
  const reading = read()
  await vi.waitFor(() => expect(progress()?.phase).toBe('paused'), 20_000)
  expect(levels()).toEqual([])
  sealing.resolve()
  await front
  expect(await reading).toMatchObject({ finished: true })
})

test('stopped, it stays so while the disk stays, and goes on where it stopped: by hand, or when the disk comes again', async () => {
  replug()
  const { hands, reached } = held(2)
  const reading = readAll(on.station, volume.mount, { ...how, hands })
  await reached
  await stopReading(on.station, id)
  expect(await reading).toMatchObject({ finished: false, volumes: 2, of: 4 })
  expect((await disk()).checkedAt).toBeNull()
  const before = on.ports.now().toISOString()
  on.ports.clock.advance(60_000)
  const routine = startBackupRoutine(on.station, { settleMs: 10, io: mediumDisk, hands: onMedium.hands })
  await wait(300)
  await routine()
  expect((await disk()).checkedAt).toBeNull()
  expect(await read()).toMatchObject({ finished: true, volumes: 4, of: 4 })
  expect(on.station.read.all('SELECT volume FROM volume_check WHERE at = ?', [before])).toHaveLength(2)
})

test('the routine goes on with it when the disk comes again', async () => {
  const { hands, reached } = held(2)
  const reading = readAll(on.station, volume.mount, { ...how, hands })
  await reached
  await stopReading(on.station, id)
  await reading
  replug()
  const stop = startBackupRoutine(on.station, { settleMs: 10, io: mediumDisk, hands: onMedium.hands })
  await vi.waitFor(async () => expect((await disk()).checkedAt).not.toBeNull(), 20_000)
  await stop()
})

test('letting go of the disk ends it: nobody is told of a program that holds it', async () => {
  on.ports.volumes.eject = async ({ mount }) => on.ports.volumes.pull(mount)
  const { hands, reached } = held(1)
  const reading = readAll(on.station, volume.mount, { ...how, hands })
  await reached
  await ejectDisk(on.station, volume.mount)
  expect(await reading).toMatchObject({ finished: false, volumes: 1 })
})

test('stopped while what was due is still being broken off, it does not begin after all', async () => {
  on.ports.clock.advance(41 * DAY)
  // The disk takes its time over the read that is under way.
  const slow = Promise.withResolvers<never>()
  slow.promise.catch(() => undefined)
  const hands = (): Hands => ({ ...handsHere(mediumDisk), verify: () => slow.promise })
  const routine = checkDisk(on.station, diskRow(on.station.read, id)!, volume, { ...how, hands })
  await vi.waitFor(() => expect(progress()).toBeDefined())
  const asked = read()
  await vi.waitFor(() => expect(roomOf(on.station).reading.has(id)).toBe(true))
  const stopped = stopReading(on.station, id)
  slow.reject(new Error('these hands are closed'))
  await stopped
  expect(await asked).toMatchObject({ finished: false, volumes: 0, of: 4 })
  expect(await routine).toBe(false)
  expect(progress()).toBeUndefined()
  expect(levels()).toEqual([])
  // Nor by itself while the disk stays.
  expect(await checkDisk(on.station, diskRow(on.station.read, id)!, volume, how)).toBe(false)
  expect(await read()).toMatchObject({ finished: true, volumes: 4 })
})

test('stopped while a backup to the same disk goes first, it ends at once', async () => {
  const run = Promise.withResolvers<never>()
  roomOf(on.station).running.set(id, run.promise)
  const asked = read()
  await vi.waitFor(() => expect(roomOf(on.station).stopCheck.has(id)).toBe(true))
  await stopReading(on.station, id)
  expect(await asked).toMatchObject({ finished: false, volumes: 0, of: 4 })
})

test('asked twice it is one reading; the routine leaves it alone', async () => {
  const { hands, reached, go } = held(1)
  const first = readAll(on.station, volume.mount, { ...how, hands })
  await reached
  const second = read()
  expect(await checkDisk(on.station, diskRow(on.station.read, id)!, volume, how)).toBe(false)
  go()
  expect(await second).toEqual(await first)
  expect(on.station.read.all('SELECT * FROM disk_check')).toHaveLength(1)
})

test('an eighth that is under way makes room for it', async () => {
  on.ports.clock.advance(15 * DAY)
  await checkDisk(on.station, diskRow(on.station.read, id)!, volume, how)
  on.ports.clock.advance(8 * DAY)
  const { hands, reached } = held(0)
  const eighth = checkDisk(on.station, diskRow(on.station.read, id)!, volume, { ...how, hands })
  await reached
  expect(await read()).toMatchObject({ finished: true, volumes: 4 })
  expect(await eighth).toBe(false)
})
