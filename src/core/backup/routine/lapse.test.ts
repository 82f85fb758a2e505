import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { diskRow, insertCommit, insertDisk } from '../queries.ts'
import {
  campaignOf,
  finishCampaign,
  fullDays,
  fullyCheckedAt,
  nextSlice,
  noteCampaign,
  wholeCampaign,
} from './campaign.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MONDAY = Date.parse('2026-11-23T00:00:00.000Z')
const DISK = 'd'.repeat(26)

let on: TestStation
beforeAll(async () => {
  on = await openTestStation({ start: new Date(MONDAY).toISOString() })
})
afterAll(() => on.close())

const now = () => on.ports.now().toISOString()

/** A disk that was paired now and has nothing. */
async function freshDisk(): Promise<void> {
  await on.station.write.transaction((tx) => {
    for (const table of ['disk', 'disk_commit', 'volume_check', 'disk_check']) tx.run(`DELETE FROM ${table}`)
    tx.run("DELETE FROM local WHERE key LIKE 'verify:%'")
    const row = { label: 'MEJA', kind: 'desk', colour: 'teal', place: '', fs_id: '', fs: 'exfat' } as const
    insertDisk(tx, { id: DISK, ...row, paired_at: now(), state: 'paired', holder: '', due_on: null })
  })
}

/** A volume that was read back as it was written. */
function commit(sequence: number, via: 'medium' | 'cache' = 'medium'): Promise<void> {
  return on.station.write.transaction((tx) =>
    insertCommit(tx, {
      disk: DISK,
      sequence,
      epoch: on.station.epoch.id,
      hash: '',
      month: '202611',
      at: now(),
      via,
      change_epoch: '',
      change_from: 0,
      change_to: 0,
      snapshot: 0,
      snapshot_rows: 0,
      packets: 1,
      bytes: 1,
      session: '',
    }),
  )
}

/** One hour of the routine: it reads at most so many volumes. Answers how many it read. */
async function readHour(volumes: number, via: 'medium' | 'cache' = 'medium'): Promise<number> {
  const disk = diskRow(on.station.read, DISK)!
  const campaign = campaignOf(on.station, disk)
  if (!campaign) return 0
  const { slice } = nextSlice(on.station.read, DISK, campaign, { bytes: Infinity, volumes })
  const done = { ...campaign, done: slice.at(-1)?.sequence ?? campaign.done }
  await on.station.write.transaction((tx) => {
    for (const { name } of via === 'medium' ? slice : [])
      tx.run('INSERT OR REPLACE INTO volume_check VALUES (?, ?, ?, ?)', [DISK, name, 'L1', now()])
    noteCampaign(tx, DISK, done)
  })
  if (nextSlice(on.station.read, DISK, done).slice.length === 0) await finishCampaign(on.station, DISK, done)
  return slice.length
}

/** Age in days of the oldest proof on the disk. */
function oldest(): number {
  const { at } = on.station.read.get<{ at: string }>(
    `SELECT min(max(e.at, coalesce(v.at, ''))) AS at FROM disk_commit e LEFT JOIN volume_check v
       ON v.disk = e.disk AND v.volume = e.month || '/' || printf('S%07d.TAR', e.sequence)`,
  )!
  return (on.ports.now().getTime() - Date.parse(at)) / DAY
}

function policy(days: number): void {
  Object.assign(on.station.profile.policies.copies, { verifiedWithinDays: days })
}

const isOffice = (at: number) => {
  const day = Math.floor((at - MONDAY) / DAY) % 7
  const hour = Math.floor((at % DAY) / HOUR)
  return day < 5 && hour >= 8 && hour < 16
}

test('a disk that is always there never has a copy that lapses, over closed nights and weekends', async () => {
  const worlds = fc.record({
    // Over a weekend nobody is there to read for 64 hours: below four days the policy itself cannot be kept.
    days: fc.oneof(fc.integer({ min: 4, max: 40 }), fc.constantFrom(4, 7, 14, 30, 365)),
    before: fc.integer({ min: 1, max: 30 }),
    hours: fc.integer({ min: 1, max: 7 }),
  })
  await fc.assert(
    fc.asyncProperty(worlds, async ({ days, before, hours }) => {
      policy(days)
      on.ports.clock.set(new Date(MONDAY))
      await freshDisk()
      let sequence = 0
      while (sequence < before) await commit(++sequence)
      let worst = 0
      const end = MONDAY + Math.min(days * 3, 120) * DAY
      for (let at = MONDAY; at < end; at += HOUR) {
        on.ports.clock.set(new Date(at))
        if (!isOffice(at)) continue
        worst = Math.max(worst, oldest())
        if (Math.floor((at % DAY) / HOUR) === 9) await commit(++sequence)
        // All of it takes so many hours, however much it has become.
        await readHour(Math.ceil(sequence / hours))
      }
      expect(worst).toBeLessThanOrEqual(days)
    }),
    { numRuns: 12, examples: [[{ days: 30, before: 60, hours: 28 }], [{ days: 4, before: 9, hours: 7 }]] },
  )
}, 120_000)

test('due before they lapse, by a week where the policy leaves one; daily ones as often as they can be', () => {
  expect([1, 2, 3, 4, 5, 7, 14, 30, 37, 90, 365].map(fullDays)).toEqual([
    0.5, 1, 1.5, 1, 2, 4, 10.5, 23, 30, 30, 30,
  ])
})

test('where nothing can be proven, or a volume is not, it is not read without end', async () => {
  policy(30)
  on.ports.clock.set(new Date(MONDAY))
  await freshDisk()
  for (const sequence of [1, 2, 3]) await commit(sequence, 'cache')
  let read = 0
  for (let day = 0; day < 60; day++) {
    on.ports.clock.advance(DAY)
    read += await readHour(100, 'cache')
  }
  expect(read).toBeGreaterThan(5)
  expect(read).toBeLessThan(20)
})

test('an eighth under way gives way to all that is due', async () => {
  policy(30)
  on.ports.clock.set(new Date(MONDAY))
  await freshDisk()
  for (let sequence = 1; sequence <= 17; sequence++) await commit(sequence)
  const disk = diskRow(on.station.read, DISK)!
  on.ports.clock.advance(22 * DAY)
  const eighth = campaignOf(on.station, disk)!
  expect(eighth.scope).toBe('0')
  await on.station.write.transaction((tx) => noteCampaign(tx, DISK, { ...eighth, done: 8 }))
  expect(campaignOf(on.station, disk)).toMatchObject({ scope: '0', done: 8 })
  on.ports.clock.advance(2 * DAY)
  expect(campaignOf(on.station, disk)).toMatchObject({ scope: 'all', done: 0, upTo: 17 })
})

test('what was read before a disk stayed away for months is not said to be read lately, and is read again', async () => {
  policy(30)
  on.ports.clock.set(new Date(MONDAY))
  await freshDisk()
  for (let sequence = 1; sequence <= 10; sequence++) await commit(sequence)
  const disk = diskRow(on.station.read, DISK)!
  on.ports.clock.advance(24 * DAY)
  expect(await readHour(9)).toBe(9)
  const began = now()
  on.ports.clock.advance(28 * DAY)
  expect(await readHour(9)).toBe(1)
  expect(fullyCheckedAt(on.station, DISK)).toBe(began)
  expect(campaignOf(on.station, disk)).toMatchObject({ scope: 'all', done: 0 })
  // Who asks for all of it then gets all of it.
  await on.station.write.transaction((tx) =>
    noteCampaign(tx, DISK, { ...campaignOf(on.station, disk)!, done: 9 }),
  )
  on.ports.clock.advance(28 * DAY)
  expect(wholeCampaign(on.station, disk)).toMatchObject({ done: 0 })
})
