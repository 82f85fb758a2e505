import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import fc from 'fast-check'
import { readSheet } from 'read-excel-file/node'
import { afterEach, expect, test } from 'vitest'
import { RECAP_BY, RECAP_FIGURES, type RecapBy, type RecapFigures } from '../../../contract/recap.ts'
import { dayIn, queueHandlers } from '../../enrolment/index.ts'
import { recapTotals, suketRecap } from '../../suket/index.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { manyRows } from '../../testing/many-rows.ts'
import { boardHandlers } from '../handlers.ts'
import { showBoard } from '../show.ts'
import { recaps } from './aside.ts'
import { piecesOf } from './queries.ts'
import { recap } from './recap.ts'

let open: TestStation
afterEach(() => open.close())

const ZONE = 'Asia/Makassar'
const VILLAGES = ['52.72.01.1001', '52.72.01.1002'] as const
const OPERATORS = ['siti', 'budi'] as const

/** Moments around midnights of the station's zone, over two months and a turn of the year. */
const moment = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(-1, 0, 1, 3_600_000, 43_200_000))
  .map(([day, ms]) => new Date(Date.parse('2026-12-10T16:00:00.000Z') + day * 86_400_000 + ms).toISOString())
const recorded = fc.record({
  at: moment,
  operator: fc.constantFrom(...OPERATORS),
  village: fc.constantFrom(...VILLAGES),
  outside: fc.boolean(),
  epoch: fc.constantFrom('e', 'f'),
  corrected: fc.option(
    fc.record({ at: moment, operator: fc.constantFrom(...OPERATORS), village: fc.constantFrom(...VILLAGES) }),
  ),
  cancelled: fc.option(fc.record({ at: moment, operator: fc.constantFrom(...OPERATORS) })),
  letter: fc.option(
    fc.record({
      at: moment,
      operator: fc.constantFrom(...OPERATORS),
      ended: fc.option(fc.record({ at: moment, state: fc.constantFrom('void', 'withdrawn') })),
    }),
  ),
  printed: fc.option(moment),
  issued: fc.option(moment),
})
type History = readonly (typeof recorded extends fc.Arbitrary<infer T> ? T : never)[]

const dayOf = (at: string) => dayIn(ZONE, new Date(at))

/** A row without its key and its word. */
function figuresOf(row: ReturnType<typeof recap>['rows'][number]) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'key' && name !== 'word'))
}

async function put(history: History): Promise<void> {
  await open.station.write.transaction((tx) => {
    for (const table of ['recording', 'recording_status', 'queue_ticket', 'suket', 'card'])
      tx.run(`DELETE FROM ${table}`)
    let seq = 0
    const row = (id: string, over: Record<string, string | null>) =>
      tx.run(
        `INSERT INTO recording (id, epoch, seq, kind, amends, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof, amendment, application)
         VALUES (:id, :epoch, :seq, :kind, :amends, 'n', 'a', '', :biodata, :at, :operator, '', 1, '', '', :amendment, :application)`,
        { id, seq: ++seq, epoch: 'e', amends: null, amendment: null, application: null, ...over },
      )
    for (const [n, one] of history.entries()) {
      const id = `r${n}`
      const biodata = JSON.stringify({ desaKelurahan: one.village })
      const application = one.outside ? '{"purpose":"outside"}' : null
      row(id, {
        kind: 'recording',
        epoch: one.epoch,
        at: one.at,
        operator: one.operator,
        biodata,
        application,
      })
      tx.run(
        "INSERT INTO recording_status (recording, status, at, attempt) VALUES (?, 'BIO_CAPTURED', ?, 1)",
        [id, one.at],
      )
      if (one.corrected)
        row(`c${n}`, {
          kind: 'amendment',
          amends: id,
          amendment: '{"kind":"correction"}',
          at: one.corrected.at,
          operator: one.corrected.operator,
          biodata: JSON.stringify({ desaKelurahan: one.corrected.village }),
        })
      if (one.cancelled)
        row(`x${n}`, {
          kind: 'amendment',
          amends: id,
          amendment: '{"kind":"cancellation"}',
          at: one.cancelled.at,
          operator: one.cancelled.operator,
          biodata: '{}',
        })
      if (one.letter)
        tx.run(
          `INSERT INTO suket (id, recording, number, issuer, year, seq, state, issued_on, expires_on, issued_at, qr, operator, ended_at)
           VALUES (?, ?, ?, 'D', 2026, ?, ?, ?, '2027-12-31', ?, '', ?, ?)`,
          [
            `s${n}`,
            id,
            `${n}`,
            n + 1,
            one.letter.ended?.state ?? 'issued',
            dayOf(one.letter.at),
            one.letter.at,
            one.letter.operator,
            one.letter.ended?.at ?? null,
          ],
        )
      if (one.printed !== null || one.issued !== null)
        tx.run(
          "INSERT INTO card (recording, state, fence, ordered_at, printed_at, issued_at) VALUES (?, 'issued', 1, 't', ?, ?)",
          [id, one.printed, one.issued],
        )
    }
  })
}

/** The same from the history alone, by another way: each act on its day, of who did it, of whose village. */
function model(history: History, by: RecapBy, from: string, to: string): Map<string, RecapFigures> {
  const found = new Map<string, RecapFigures>()
  const tell = (figure: keyof RecapFigures, day: string, operator: string, village: string) => {
    if (day < from || day > to) return
    const key = { day, month: day.slice(0, 7), operator, village }[by]
    const row = found.get(key) ?? (Object.fromEntries(RECAP_FIGURES.map((one) => [one, 0])) as RecapFigures)
    found.set(key, { ...row, [figure]: row[figure] + 1 })
  }
  for (const one of history) {
    const village = one.corrected?.village ?? one.village
    tell('recorded', dayOf(one.at), one.operator, village)
    if (one.outside) tell('outside', dayOf(one.at), one.operator, village)
    if (one.corrected) tell('corrected', dayOf(one.corrected.at), one.corrected.operator, village)
    if (one.cancelled) tell('cancelled', dayOf(one.cancelled.at), one.cancelled.operator, village)
    if (one.letter) {
      tell('suket', dayOf(one.letter.at), one.letter.operator, village)
      if (one.letter.ended) tell('suketEnded', dayOf(one.letter.ended.at), '', village)
    }
    if (one.printed !== null) tell('printed', dayOf(one.printed), '', village)
    if (one.issued !== null) tell('handedOver', dayOf(one.issued), '', village)
  }
  return found
}

test('recaps agree with the history, with each other and with the ledgers, whatever was corrected, cancelled, restored', async () => {
  open = await openTestStation({ start: '2027-02-01T01:00:00.000Z' })
  const { station, context } = open
  const days = ['2026-12-01', '2026-12-11', '2026-12-31', '2027-01-01', '2027-01-31'] as const
  await fc.assert(
    fc.asyncProperty(
      fc.array(recorded, { maxLength: 14 }),
      fc.constantFrom(...days),
      fc.constantFrom(...days),
      async (history, a, b) => {
        const [from, to] = [a, b].toSorted() as [string, string]
        await put(history)
        const shown = new Map(RECAP_BY.map((by) => [by, recap(station, { from, to }, by)]))
        for (const [by, { rows, total }] of shown) {
          const said = new Map(rows.map((row) => [row.key, figuresOf(row)]))
          expect({ by, said }).toEqual({ by, said: model(history, by, from, to) })
          expect({ by, total }).toEqual({ by, total: shown.get('day')!.total })
        }
        const { total } = shown.get('day')!
        const letters = recapTotals(suketRecap(station.read, { from, to }, ZONE))
        expect(total.suket).toBe(letters.issued)
        expect(total.suketEnded).toBe(letters.withdrawn + letters.void)
        for (const row of shown.get('day')!.rows) {
          const { counts } = await call(queueHandlers.daybook, { day: row.key }, { context })
          expect([row.recorded, row.outside]).toEqual([counts.recorded, counts.outside])
        }
        if (from === days[0] && to === days.at(-1))
          expect(total.recorded).toBe((await showBoard(station)).total.recorded)
      },
    ),
    { numRuns: 40 },
  )
})

test('a span that does not exist is refused, and its file not written', async () => {
  open = await openTestStation()
  const { station, context } = open
  expect(() => recap(station, { from: '2026-11-30', to: '2026-11-01' }, 'day')).toThrow('RECAP-RANGE')
  expect(() => recap(station, { from: '2016-11-30', to: '2026-11-01' }, 'day')).toThrow('RECAP-RANGE')
  const path = join(open.temp('recap'), 'x.pdf')
  await expect(
    call(boardHandlers.saveRecap, { from: '2026-11-30', to: '2026-11-01', kind: 'pdf', path }, { context }),
  ).rejects.toMatchObject({ code: 'RECAP-RANGE' })
})

test('pieces of a span are all its days, once each, in their order', () => {
  const days = fc.integer({ min: 0, max: 1900 })
  const at = (day: number) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)
  fc.assert(
    fc.property(days, days, (a, b) => {
      const [from, to] = [at(Math.min(a, b)), at(Math.max(a, b))]
      const pieces = piecesOf({ from, to })
      expect(pieces.length).toBeLessThanOrEqual(12)
      expect([pieces[0]?.from, pieces.at(-1)?.to]).toEqual([from, to])
      for (const [n, piece] of pieces.entries()) {
        expect(piece.from <= piece.to).toBe(true)
        const before = pieces[n - 1]
        if (before) expect(Date.parse(piece.from) - Date.parse(before.to)).toBe(86_400_000)
      }
    }),
  )
})

const FIVE_YEARS = { from: '2022-01-01', to: '2026-12-31' }

test('the core answers others while a recap is counted, and the count says how far it is', async () => {
  open = await openTestStation()
  const { station, context } = open
  await manyRows(station, 3000)
  const order: string[] = []
  const counted = call(boardHandlers.recap, { ...FIVE_YEARS, by: 'village' }, { context }).then((shown) => {
    order.push('recap')
    return shown
  })
  // Called after it, answered before it: the thread has not even started.
  const [progress] = await Promise.all([
    call(boardHandlers.recapProgress, {}, { context }),
    call(boardHandlers.show, {}, { context }).then(() => order.push('board')),
  ])
  expect(progress).toMatchObject({ phase: 'counting' })
  const shown = await counted
  expect(order).toEqual(['board', 'recap'])
  expect(shown).toEqual(recap(station, FIVE_YEARS, 'village'))
  expect(shown.total.recorded).toBe(3001)
  expect(await call(boardHandlers.recapProgress, {}, { context })).toBeNull()
})

test('a count and a file that are ended refuse, and leave nothing', async () => {
  open = await openTestStation()
  const { station, context } = open
  await manyRows(station, 1000)
  const path = join(open.temp('recap'), 'x.pdf')
  const ended = async (work: Promise<unknown>) => {
    const code = work.then(
      () => 'not ended',
      (error: unknown) => (error as { code?: unknown }).code,
    )
    await expect.poll(() => recaps.progress(station)).not.toBeNull()
    await call(boardHandlers.cancelRecap, {}, { context })
    expect(await code).toBe('RECAP-ENDED')
    expect(recaps.progress(station)).toBeNull()
  }
  await ended(call(boardHandlers.recap, { ...FIVE_YEARS, by: 'day' }, { context }))
  await ended(call(boardHandlers.saveRecap, { ...FIVE_YEARS, kind: 'pdf', path }, { context }))
  expect(existsSync(path)).toBe(false)
  // Whoever asked and went away is not counted for any longer.
  const gone = new AbortController()
  const left = call(boardHandlers.recap, { ...FIVE_YEARS, by: 'day' }, { context, signal: gone.signal })
  gone.abort()
  await expect(left).rejects.toMatchObject({ code: 'RECAP-ENDED' })
})

test('the files hold what the screen shows', async () => {
  open = await openTestStation({ start: '2027-02-01T01:00:00.000Z' })
  const { station, context } = open
  await put([
    {
      at: '2026-12-11T01:00:00.000Z',
      operator: 'siti',
      village: '52.72.01.1001',
      outside: true,
      epoch: 'e',
      corrected: null,
      cancelled: null,
      letter: { at: '2026-12-11T02:00:00.000Z', operator: 'budi', ended: null },
      printed: null,
      issued: null,
    },
  ])
  const folder = open.temp('recap')
  const span = { from: '2026-12-01', to: '2026-12-31' }
  for (const kind of ['xlsx', 'pdf'] as const)
    await call(boardHandlers.saveRecap, { ...span, kind, path: join(folder, `rekap.${kind}`) }, { context })
  expect(readFileSync(join(folder, 'rekap.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  const sheet = (name: string) => readSheet(join(folder, 'rekap.xlsx'), name)
  const village = recap(station, span, 'village').rows[0]!.word
  expect(village).not.toMatch(/[0-9]/)
  expect((await sheet('Per desa kelurahan'))[2]).toEqual([village, 1, 1, 0, 0, 1, 0, 0, 0])
  expect((await sheet('Per operator')).slice(2)).toEqual([
    ['budi', 0, 0, 0, 0, 1, null, null, null],
    ['siti', 1, 1, 0, 0, 0, null, null, null],
    ['Jumlah', 1, 1, 0, 0, 1, null, null, null],
  ])
})
