import { call } from '@orpc/server'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { WriteTx } from '../db/handles.ts'
import { AGES } from '../../contract/ages.ts'
import type { CentralStatus } from '../../contract/status.ts'
import {
  devicesHolding,
  disksHolding,
  type ListFilter,
  listRecordings,
  provenWithin,
  setStatus,
  type Within,
} from '../enrolment/index.ts'
import { manyRows } from '../testing/many-rows.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { boardHandlers } from './handlers.ts'
import { showBoard } from './show.ts'

let open: TestStation
afterEach(() => open.close())

function disk(tx: WriteTx, id: string, state = 'paired'): void {
  tx.run(
    `INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state)
     VALUES (?, ?, 'rotation', 'red', '', '', 'ext4', '2026-11-23T00:00:00.000Z', ?)`,
    [id, id, state],
  )
}

function copy(tx: WriteTx, packet: string, on: string, level: string): void {
  tx.run(
    "INSERT INTO copy (packet, disk, volume, level, at) VALUES (?, ?, 'v', ?, '2026-11-22T15:00:00.000Z')",
    [packet, on, level],
  )
}

test('an empty station has a board of zeros and its disk', async () => {
  open = await openTestStation()
  open.ports.setSpace({ free: 5, bytes: 10 })
  const board = await call(boardHandlers.show, {}, { context: open.context })
  expect(board).toMatchObject({
    today: { recorded: 0, suket: 0, printed: 0, handedOver: 0, onceOnly: 0, safe: 0, queue: 0, drafts: 0 },
    total: { recorded: 0, received: 0, waiting: 0, exported: 0, onceOnly: 0 },
    oldestWaiting: null,
    statuses: [],
    copies: { hereOnly: 0, oneDisk: 0, twoOrMore: 0 },
    stuck: 0,
    disks: [],
    alarms: 0,
    overdueBags: { count: 0, oldest: null },
    lostDisks: 0,
    disk: { free: 5, bytes: 10 },
  })
  expect(board.sites.map(({ code, state, out }) => ({ code, state, out }))).toEqual([
    { code: 'mmu', state: 'unknown', out: [] },
    { code: 'batam', state: 'unknown', out: [] },
  ])
})

test('today is the day of the station, and only a copy that was read back makes anyone safe', async () => {
  open = await openTestStation({ start: '2026-11-22T15:59:59.000Z' })
  const { station, ports } = open
  const [yesterday] = await seedRecordings(station, 1, { bytes: 3000 })
  ports.clock.advance(1000)
  const [a, b, c] = await seedRecordings(station, 3, { bytes: 3000, from: 2 })
  await station.write.transaction((tx) => {
    disk(tx, 'red')
    disk(tx, 'blue')
    disk(tx, 'gone', 'lost')
    copy(tx, yesterday!, 'red', 'L1')
    copy(tx, yesterday!, 'blue', 'L2')
    copy(tx, a!, 'red', 'L1')
    copy(tx, b!, 'red', 'L0')
    copy(tx, c!, 'gone', 'L2')
    setStatus(tx, station, { recording: a!, to: 'PROCESSING', by: 'station', at: '2026-11-23T03:00:00.000Z' })
  })
  const board = await showBoard(station)
  expect(board.today).toMatchObject({ recorded: 3, suket: 0, onceOnly: 2, safe: 1, drafts: 0 })
  expect(board.copies).toEqual({ hereOnly: 2, oneDisk: 1, twoOrMore: 1 })
  expect(board.statuses).toEqual([
    {
      status: 'BIO_CAPTURED',
      count: 3,
      oldest: '2026-11-22T15:59:59.000Z',
      ages: { today: 3, week: 0, month: 0, old: 0 },
    },
    {
      status: 'PROCESSING',
      count: 1,
      oldest: '2026-11-23T03:00:00.000Z',
      ages: { today: 1, week: 0, month: 0, old: 0 },
    },
  ])
})

test('whatever the copies and receipts, the figures agree with each other', async () => {
  open = await openTestStation()
  const { station } = open
  const ids = await seedRecordings(station, 12, { bytes: 3000 })
  await station.write.transaction((tx) => {
    for (const id of ['red', 'blue']) disk(tx, id)
  })
  const held = fc.record({ red: fc.boolean(), blue: fc.boolean(), receipt: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(held, { minLength: 12, maxLength: 12 }), async (holdings) => {
      await station.write.transaction((tx) => {
        tx.run('DELETE FROM copy')
        tx.run('DELETE FROM receipt')
        for (const [i, { red, blue, receipt }] of holdings.entries()) {
          if (red) copy(tx, ids[i]!, 'red', 'L1')
          if (blue) copy(tx, ids[i]!, 'blue', 'L2')
          if (!receipt) continue
          tx.run(
            "INSERT INTO receipt VALUES ('mmu', ?, ?, 1, 'central', 'RECEIVED_AT_CENTRAL', '', '', '', 'upload')",
            [i + 1, ids[i]!],
          )
        }
      })
      const { today, total, copies } = await showBoard(station)
      const disks = holdings.map(({ red, blue }) => Number(red) + Number(blue))
      expect(copies.hereOnly).toBe(disks.filter((n) => n === 0).length)
      expect(copies.hereOnly + copies.oneDisk + copies.twoOrMore).toBe(total.recorded)
      expect(total.received + total.waiting).toBe(total.recorded)
      expect(total.received).toBe(holdings.filter(({ receipt }) => receipt).length)
      expect(today.safe + today.onceOnly).toBe(today.recorded)
    }),
    { numRuns: 25 },
  )
})

/** What the list's own rule says, row by row: what the kept figures are held against. */
const COUNTED = (within: Within) =>
  `SELECT coalesce(sum(n = 0), 0) AS hereOnly, coalesce(sum(n = 1), 0) AS oneDisk, coalesce(sum(n > 1), 0) AS twoOrMore
   FROM (SELECT ${disksHolding('r.id', within)} AS n FROM recording r WHERE r.kind = 'recording')`

test('copies that nobody has proven for longer than the policy allows count no more, from the hour on, and again when the clock is set right', async () => {
  open = await openTestStation({ start: '2026-11-22T15:00:00.000Z' })
  const { station, ports } = open
  const ids = await seedRecordings(station, 4, { bytes: 3000 })
  await station.write.transaction((tx) => {
    disk(tx, 'red')
    disk(tx, 'blue')
    for (const id of ids) copy(tx, id, 'red', 'L1')
    for (const id of ids.slice(0, 2)) copy(tx, id, 'blue', 'L1')
  })
  const agrees = async () => {
    const { copies } = await showBoard(station)
    expect(copies).toEqual(station.read.get(COUNTED(provenWithin(station))))
    return copies
  }
  expect(await agrees()).toEqual({ hereOnly: 0, oneDisk: 2, twoOrMore: 2 })
  const days = station.profile.policies.copies.verifiedWithinDays
  // One disk is verified again just before the other's copies grow old.
  ports.clock.advance((days - 1) * 86_400_000)
  await station.write.transaction((tx) =>
    tx.run("INSERT INTO volume_check VALUES ('red', 'v', 'L2', ?)", [ports.now().toISOString()]),
  )
  await agrees()
  ports.clock.advance(2 * 86_400_000)
  expect(await agrees()).toEqual({ hereOnly: 0, oneDisk: 4, twoOrMore: 0 })
  ports.clock.advance(days * 86_400_000)
  expect(await agrees()).toEqual({ hereOnly: 4, oneDisk: 0, twoOrMore: 0 })
  ports.clock.advance(-days * 86_400_000)
  expect(await agrees()).toEqual({ hereOnly: 0, oneDisk: 4, twoOrMore: 0 })
  ports.clock.advance(-2 * 86_400_000)
  expect(await agrees()).toEqual({ hereOnly: 0, oneDisk: 2, twoOrMore: 2 })
})

/** What the rule says of one copy, from the proofs that it has: of those that are not to come the latest, within the policy's days. */
function isProven(proofs: readonly (number | undefined)[], now: number, days: number): boolean {
  const hour = Math.floor(now / 3_600_000) * 3_600_000
  const believed = proofs.filter((at) => at !== undefined && at <= hour + 2 * 3_600_000)
  return believed.some((at) => at! >= Math.floor((now - days * 86_400_000) / 3_600_000) * 3_600_000)
}

test('under a clock that jumps about a copy counts by the proofs that can be believed, and one verification under the right clock mends it', async () => {
  const start = '2026-11-23T01:20:00.000Z'
  open = await openTestStation({ start })
  const { station, ports } = open
  const ids = await seedRecordings(station, 3, { bytes: 3000 })
  await station.write.transaction((tx) => disk(tx, 'red'))
  const days = station.profile.policies.copies.verifiedWithinDays
  const HOUR = 3_600_000
  const jump = fc.constantFrom(
    -7 * 365 * 24,
    -24 * days - 1,
    -30,
    -2,
    -1,
    1,
    2,
    3,
    24 * days,
    24 * days + 1,
    10 * 365 * 24,
  )
  const act = fc.oneof(
    jump.map((hours) => ({ what: 'jump' as const, hours })),
    fc.nat({ max: 2 }).map((which) => ({ what: 'write' as const, which })),
    fc.nat({ max: 2 }).map((which) => ({ what: 'verify' as const, which })),
    fc.constant({ what: 'right' as const }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
      ports.clock.set(start)
      await station.write.transaction((tx) => {
        tx.run('DELETE FROM copy')
        tx.run('DELETE FROM volume_check')
      })
      const written = new Map<number, number>()
      const verified = new Map<number, number>()
      const verify = (which: number) =>
        station.write.transaction((tx) => {
          verified.set(which, ports.now().getTime())
          tx.run(
            `INSERT INTO volume_check VALUES ('red', ?, 'L1', ?) ON CONFLICT (disk, volume) DO UPDATE SET at = excluded.at`,
            [`v${which}`, ports.now().toISOString()],
          )
        })
      const agrees = async () => {
        const now = ports.now().getTime()
        const expected = ids.map(
          (_, i) => written.has(i) && isProven([written.get(i), verified.get(i)], now, days),
        )
        expect(ids.map((id) => devicesHolding(station, id) === 2)).toEqual(expected)
        const { copies } = await showBoard(station)
        expect(copies.oneDisk).toBe(expected.filter(Boolean).length)
        expect(copies).toEqual(station.read.get(COUNTED(provenWithin(station))))
      }
      for (const one of acts) {
        if (one.what === 'jump') ports.clock.set(new Date(ports.now().getTime() + one.hours * HOUR))
        else if (one.what === 'right') ports.clock.set(start)
        else if (one.what === 'verify') await verify(one.which)
        else if (!written.has(one.which)) {
          const { which } = one
          written.set(which, ports.now().getTime())
          await station.write.transaction((tx) =>
            tx.run("INSERT INTO copy VALUES (?, 'red', ?, 'L1', ?)", [
              ids[which]!,
              `v${which}`,
              ports.now().toISOString(),
            ]),
          )
        }
        await agrees()
      }
      ports.clock.set(start)
      for (const which of written.keys()) await verify(which)
      await agrees()
      expect(ids.filter((id) => devicesHolding(station, id) === 2)).toHaveLength(written.size)
    }),
    { numRuns: 40 },
  )
})

test('the list behind each figure holds as many rows as the figure says, page by page', async () => {
  open = await openTestStation()
  const { station, ports } = open
  await manyRows(station, 240)
  await station.write.transaction((tx) => {
    tx.run("DELETE FROM copy WHERE disk LIKE '%merah' AND rowid % 7 = 0")
    tx.run("DELETE FROM copy WHERE packet LIKE '%5'")
  })
  ports.clock.advance(3 * 86_400_000)
  await seedRecordings(station, 5, { bytes: 3000, from: 2 })
  const { today, total, copies, statuses, stuck } = await showBoard(station)
  const listed = (filter: Partial<ListFilter>) => {
    const ids: string[] = []
    let before: number | undefined
    do {
      const { rows, next, total: said } = listRecordings(station, { text: '', limit: 50, before, ...filter })
      ids.push(...rows.map(({ id }) => id))
      before = next ?? undefined
      if (before === undefined) expect(said).toBe(ids.length)
    } while (before !== undefined)
    expect(new Set(ids).size).toBe(ids.length)
    return ids.length
  }
  expect(today.recorded).toBe(5)
  expect(copies.hereOnly).toBeGreaterThan(0)
  expect(copies.oneDisk).toBeGreaterThan(0)
  expect({
    today: listed({ show: 'today' }),
    printed: listed({ show: 'printed' }),
    handed: listed({ show: 'handed' }),
    waiting: listed({ show: 'waiting' }),
    exported: listed({ show: 'exported' }),
    once: listed({ show: 'once' }),
    short: listed({ show: 'short' }),
    stuck: listed({ show: 'stuck' }),
  }).toEqual({
    today: today.recorded,
    printed: today.printed,
    handed: today.handedOver,
    waiting: total.waiting,
    exported: total.exported,
    once: total.onceOnly,
    short: copies.hereOnly + copies.oneDisk,
    stuck,
  })
  for (const { status, count, ages } of statuses) {
    expect(listed({ status: status as CentralStatus })).toBe(count)
    for (const age of AGES) expect(listed({ status: status as CentralStatus, age })).toBe(ages[age])
  }
  // What is typed is searched within the list.
  expect(listRecordings(station, { text: 'KE-7', limit: 50, show: 'waiting' }).rows.length).toBeLessThan(
    listRecordings(station, { text: 'KE-7', limit: 50 }).rows.length,
  )
})
