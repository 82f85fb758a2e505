import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import type { Volume } from '../ports.ts'
import { openTestStation } from '../testing/index.ts'
import { type Hands, handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { roomOf } from './room.ts'
import { startBackupService } from './service.ts'
import { backupStatus } from './status.ts'
import { mediumDisk, onMedium, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

afterEach(() => vi.useRealTimers())

const STEP = 500
const MINUTE = 60_000

/** A desk whose disk had room for one packet, with the service as it is opened, its pauses by a clock of the test's. */
async function crampedDesk() {
  const on = await openTestStation()
  const disk = plugFolder(on)
  await pairDisk(on.station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
  // What other programs leave is told by nobody: the disk is just asked again.
  const room = (free: number) => Object.assign<Volume, Pick<Volume, 'free'>>(disk, { free })
  let tries = 0
  const hands = (): Hands => {
    const real = handsHere(mediumDisk)
    return {
      ...real,
      writeVolume(...of) {
        tries++
        return real.writeVolume(...of)
      },
    }
  }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const stop = startBackupService(on.station, { io: onMedium.io, hands })

  /** What a timer began is waited for. */
  async function rest(): Promise<void> {
    for (let quiet = 0; quiet < 6; quiet = roomOf(on.station).running.size > 0 ? 0 : quiet + 1) await wait(20)
  }
  /** So much time goes by by the clock of the test. */
  async function pass(milliseconds: number): Promise<void> {
    const limit = tries + 20
    for (let gone = 0; gone < milliseconds; gone += STEP) {
      // Tried without end: there is nothing to be learnt from more of it.
      if (tries >= limit) return
      const waiting = vi.getTimerCount()
      vi.advanceTimersByTime(STEP)
      on.ports.clock.advance(STEP)
      if (vi.getTimerCount() !== waiting) await rest()
    }
  }
  /** A busy machine is slow, not wrong. */
  async function until(isSo: () => boolean): Promise<void> {
    for (let n = 0; n < 400 && !isSo(); n++) {
      await pass(STEP)
      await wait(20)
    }
  }
  const problem = async () => (await backupStatus(on.station)).disks[0]?.problem ?? null
  const copies = () => on.station.read.all('SELECT packet FROM copy').length
  async function seal(count: number) {
    await seedPackets(on.station, count)
    on.station.changed('enrolment')
  }
  return {
    on,
    room,
    pass,
    rest,
    until,
    problem,
    copies,
    seal,
    tries: () => tries,
    end: async () => {
      vi.useRealTimers()
      await stop()
      await on.close()
    },
  }
}

test('a full desk disk brings the rest by itself within ten minutes after there is room, and is not hammered meanwhile', async () => {
  const desk = await crampedDesk()
  await desk.seal(1)
  await desk.until(() => desk.copies() === 1)
  expect(desk.copies()).toBe(1)
  desk.room(100_000)
  const before = desk.tries()
  await desk.seal(2)
  await desk.pass(30 * MINUTE)
  expect(await desk.problem()).toBe('BACKUP-DISK-FULL')
  // At once, after 5 s, 30 s, 2 min, then every ten minutes.
  expect(desk.tries() - before).toBeGreaterThanOrEqual(5)
  expect(desk.tries() - before).toBeLessThanOrEqual(7)
  expect(desk.copies()).toBe(1)

  desk.room(60e9)
  await desk.pass(10 * MINUTE)
  await desk.rest()
  expect(desk.copies()).toBe(3)
  expect((await backupStatus(desk.on.station)).disks).toMatchObject([
    { problem: null, behind: 0, free: 60e9, bytes: 64e9 },
  ])
  await desk.end()
})

test('a disk that fills up is reminded of by its own commits while it is connected', async () => {
  const on = await openTestStation({ start: '2026-11-29T02:00:00.000Z' })
  const disk = plugFolder(on, { free: 20e9 })
  const { id } = await pairDisk(on.station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
  await on.station.write.transaction((tx) => {
    for (let ago = 0; ago < 40; ago++)
      tx.run(
        `INSERT INTO disk_commit (disk, sequence, epoch, hash, month, at, via, change_epoch, change_from, change_to, snapshot, snapshot_rows,
           packets, bytes, session) VALUES (?, ?, '', '', '202611', ?, 'medium', '', 0, 0, 0, 0, 0, 1000000000, '')`,
        [id, 40 - ago, new Date(on.ports.now().getTime() - ago * 86_400_000).toISOString()],
      )
  })
  const full = async () => (await backupStatus(on.station)).reminders.filter(({ code }) => code === 'full')
  expect(await full()).toEqual([{ code: 'full', grade: 'said', days: -20, disk: 'MEJA' }])
  Object.assign<Volume, Pick<Volume, 'free'>>(disk, { free: 40e9 })
  expect(await full()).toEqual([])
  Object.assign<Volume, Pick<Volume, 'free'>>(disk, { free: 0 })
  expect(await full()).toMatchObject([{ grade: 'danger', days: 0 }])
  on.ports.volumes.pull(disk.mount)
  expect(await full()).toEqual([])
  await on.close()
})
