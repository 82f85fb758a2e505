import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { voidSuket, withdrawSuket } from './end.ts'
import { withdrawSuketOf } from './index.ts'
import { issueSuket, renewSuket } from './issue.ts'
import { printSukets } from './print/order.ts'
import { stepPrints } from './print/step.ts'
import { saveSuket, saveSukets } from './save.ts'
import { listSukets, type SuketRow } from './queries.ts'
import { cancelled, recorded, samplePerson } from './testing/recorded.ts'
import { todayOf } from './today.ts'

const DAY = 24 * 3600 * 1000
const PEOPLE = 3

/** A letter as the model knows it: what the room must say of it, from the acts alone. */
interface Modelled {
  person: number
  seq: number
  state: 'counts' | 'renewed' | 'withdrawn' | 'void'
  /** Day number of the last day on which it counts. */
  until: number
  /** How often it came onto paper. */
  papers: number
}

type Act =
  | { act: 'issue' | 'withdraw' | 'renew' | 'void' | 'hand-over' | 'cancel' | 'print'; person: number }
  | { act: 'days'; days: number }

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    act: fc.constantFrom(
      'issue',
      'issue',
      'withdraw',
      'renew',
      'void',
      'hand-over',
      'cancel',
      'print',
      'print',
    ),
    person: fc.nat(PEOPLE - 1),
  }),
  fc.record({ act: fc.constant('days'), days: fc.integer({ min: 1, max: 190 }) }),
)

let open: TestStation
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
})
afterEach(() => open.close())

const rows = () => open.station.read.all<SuketRow>('SELECT * FROM suket ORDER BY rowid')
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY
const done = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

/** Plays one act on the station and on the model, and holds the answers against each other. */
async function play(act: Act, model: Modelled[], recordings: string[]): Promise<void> {
  if (act.act === 'days') return open.ports.clock.advance(act.days * DAY)
  const { station } = open
  const today = dayNumber(todayOf(station))
  const counts = (letter: Modelled) => letter.state === 'counts' && letter.until >= today
  const { person } = act
  const mine = model.filter((letter) => letter.person === person)
  const newest = mine.at(-1)
  const add = () => {
    const row = rows().at(-1)!
    model.push({ person, seq: row.seq, state: 'counts', until: dayNumber(row.expires_on), papers: 0 })
  }
  const open_ = newest?.state === 'counts'
  if (act.act === 'issue') {
    const letter = await issueSuket(station, recordings[person]!)
    const valid = mine.find(counts)
    if (valid) expect(letter.number).toContain(String(valid.seq).padStart(5, '0'))
    else add()
  } else if (act.act === 'hand-over') {
    const numbers = await station.write.transaction((tx) =>
      withdrawSuketOf(tx, station, { recording: recordings[person]! }, 'KTP-el diserahkan'),
    )
    const expected = mine.filter(({ state }) => state === 'counts')
    expect(numbers).toHaveLength(expected.length)
    for (const letter of expected) letter.state = 'withdrawn'
  } else if (act.act === 'cancel') {
    // The resident comes again: a new recording of the same person.
    const was = recordings[person]!
    recordings[person] = await recorded(open, samplePerson(person + 1))
    await cancelled(open, was)
    for (const letter of mine) if (letter.state === 'counts') letter.state = 'withdrawn'
    expect(await done(issueSuket(station, was))).toBe('SUKET-CANCELLED')
  } else if (newest) {
    const id = rows().find(({ seq }) => seq === newest.seq)!.id
    if (act.act === 'print') {
      // Without a reason where it has been on paper, the number and the state stay as they are.
      const again = newest.papers > 0
      const order = { ids: [id], printer: 'desk', tray: null, copies: 1 }
      const bare = await done(printSukets(station, order))
      expect(bare).toBe(!counts(newest) ? 'SUKET-STATE' : again ? 'SUKET-REPRINT-REASON' : 'done')
      if (bare === 'SUKET-STATE') return
      if (again) await printSukets(station, { ...order, reason: 'Kertas robek' })
      while (await stepPrints(station));
      newest.papers++
    } else if (act.act === 'renew') {
      const early = newest.until - today > 14
      const answer = await done(renewSuket(station, id))
      expect(answer).toBe(!open_ ? 'SUKET-STATE' : early ? 'SUKET-RENEW-EARLY' : 'done')
      if (answer === 'done') {
        newest.state = 'renewed'
        add()
      }
    } else {
      const answer = await done(
        act.act === 'void' ? voidSuket(station, id, 'salah') : withdrawSuket(station, id, 'kartu datang'),
      )
      expect(answer).toBe(open_ ? 'done' : 'SUKET-STATE')
      if (open_) newest.state = act.act === 'void' ? 'void' : 'withdrawn'
    }
  }
}

function holds(model: readonly Modelled[]): void {
  const today = todayOf(open.station)
  const listed = listSukets(open.station.read, { text: '', before: undefined, limit: 200, today }).rows
  const expected = model.map(({ state, until, papers }) => {
    if (state !== 'counts') return state
    if (until < dayNumber(today)) return 'expired'
    return papers > 1 ? 'reprinted' : 'issued'
  })
  expect(listed.toReversed().map(({ state }) => state)).toEqual(expected)
  expect(rows().map(({ seq }) => seq)).toEqual(model.map((_, index) => index + 1))
  for (let person = 0; person < PEOPLE; person++) {
    const valid = model.filter(
      (letter) => letter.person === person && letter.state === 'counts' && letter.until >= dayNumber(today),
    )
    expect(valid.length).toBeLessThanOrEqual(1)
  }
}

it('walks every letter as the model does, whatever is done in whatever order', {
  timeout: 60_000,
}, async () => {
  const recordings: string[] = []
  for (let n = 1; n <= PEOPLE; n++) recordings.push(await recorded(open, samplePerson(n)))
  const model: Modelled[] = []
  // Runs go on with the same register: one long life of the desk. The year is kept, so that numbers run on.
  const start = open.ports.now()
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 1, maxLength: 25 }), async (walk) => {
      await open.station.write.transaction((tx) => {
        for (const table of ['paper_job', 'suket', 'suket_event', 'register']) tx.run(`DELETE FROM ${table}`)
      })
      model.length = 0
      open.ports.clock.set('2026-01-05T01:00:00.000Z')
      for (const act of walk) {
        if (act.act === 'days' && open.ports.now().getTime() + act.days * DAY > Date.parse('2026-12-30'))
          continue
        await play(act, model, recordings)
        holds(model)
      }
      expect(rows()).toHaveLength(model.length)
    }),
    { numRuns: 15 },
  )
  open.ports.clock.set(start)
})

it('leaves a trace of every act: history and audit', async () => {
  const { station } = open
  const letter = await issueSuket(station, await recorded(open, samplePerson(1)))
  await withdrawSuket(station, letter.id, 'KTP-el diserahkan')
  expect(
    station.read.all('SELECT act, reason, operator FROM suket_event WHERE suket = ? ORDER BY n', [letter.id]),
  ).toEqual([
    { act: 'issue', reason: null, operator: 'penyelia' },
    { act: 'withdraw', reason: 'KTP-el diserahkan', operator: 'penyelia' },
  ])
  expect(
    station.read.all("SELECT act FROM audit WHERE subject = ? AND act LIKE 'suket.%' ORDER BY seq", [
      letter.recording,
    ]),
  ).toEqual([{ act: 'suket.issue' }, { act: 'suket.withdraw' }])
})

it("leaves voiding to the penyelia, and a hand-over's withdrawal undone where its transaction fails", async () => {
  const { station } = open
  const letter = await issueSuket(station, await recorded(open, samplePerson(1)))
  await expect(
    station.write.transaction((tx) => {
      withdrawSuketOf(tx, station, { nik: samplePerson(1).nik }, 'KTP-el diserahkan')
      throw new Error('the hand-over failed')
    }),
  ).rejects.toThrow('the hand-over failed')
  expect(rows()[0]!.state).toBe('issued')
  const desk = { ...station, actor: { account: 'operator', role: 'operator' as const } }
  await expect(voidSuket(desk, letter.id, 'salah')).rejects.toMatchObject({ code: 'SUKET-SUPERVISOR' })
  expect(rows()[0]!.state).toBe('issued')
})

it('makes no file of a letter that has ended: it would leave signed, and say that it counts', async () => {
  const { station } = open
  const letter = await issueSuket(station, await recorded(open, samplePerson(1)))
  const other = await issueSuket(station, await recorded(open, samplePerson(2)))
  const folder = open.temp('files')
  await withdrawSuket(station, letter.id, 'kartu diserahkan')
  const state = { code: 'SUKET-STATE' }
  await expect(saveSuket(station, letter.id, join(folder, 'surat.pdf'))).rejects.toMatchObject(state)
  await expect(saveSukets(station, [other.id, letter.id], folder)).rejects.toMatchObject(state)
  expect(readdirSync(folder)).toEqual([])
})
