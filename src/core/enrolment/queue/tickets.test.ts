import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../../formats/id.ts'
import { completeDraft, openTestStation, sampleBiodata, type TestStation } from '../../testing/index.ts'
import { daybook } from './daybook.ts'
import { startDraft } from '../draft/start.ts'
import { discardDraft } from '../draft/discard.ts'
import { sealDraft } from '../seal/seal.ts'
import { ticketRow, waitingRows } from './rows.ts'
import {
  closeTicket,
  nextTicket,
  notAgain,
  noteNoShow,
  recallTicket,
  takeTicket,
  todayBegan,
} from './tickets.ts'

let open: TestStation
beforeEach(async () => void (open = await openTestStation()))
afterEach(() => open.close())

const take = (name: string, more: { priority?: 'pregnant' | 'elderly'; nik?: string; key?: string } = {}) =>
  takeTicket(open.station, {
    key: newId(open.ports.random),
    name,
    purpose: 'new',
    priority: null,
    ...more,
  })
const calm = () => open.ports.clock.advance(5000)
const names = () => waitingRows(open.station.read, todayBegan(open.station)).map(({ name }) => name)

test('numbers count from one each day; a repeated call draws no second number', async () => {
  const key = newId(open.ports.random)
  const first = await take('CONTOH A', { key })
  expect(await take('CONTOH A', { key })).toEqual(first)
  expect(first).toMatchObject({ number: 1, state: 'waiting', carried: false })
  expect(await take('CONTOH B')).toMatchObject({ number: 2 })
  open.ports.clock.advance(24 * 3600_000)
  expect(await take('CONTOH C')).toMatchObject({ number: 1 })
})

test('priority goes first; what was not served leads the next day; who was absent does not', async () => {
  await take('CONTOH A')
  await take('CONTOH B')
  await take('CONTOH IBU HAMIL', { priority: 'pregnant' })
  expect(names()).toEqual(['CONTOH IBU HAMIL', 'CONTOH A', 'CONTOH B'])
  expect(await nextTicket(open.station)).toMatchObject({
    name: 'CONTOH IBU HAMIL',
    calls: 1,
    state: 'called',
  })
  calm()
  const absent = await nextTicket(open.station)
  await noteNoShow(open.station, absent.id)
  open.ports.clock.advance(24 * 3600_000)
  await take('CONTOH LANSIA', { priority: 'elderly' })
  // Called yesterday and never served: still first. The absent one is not asked for again.
  expect(names()).toEqual(['CONTOH IBU HAMIL', 'CONTOH B', 'CONTOH LANSIA'])
  expect(await nextTicket(open.station)).toMatchObject({ name: 'CONTOH IBU HAMIL', carried: true, calls: 2 })
  // Called today, it waits no longer.
  calm()
  expect(names()).toEqual(['CONTOH B', 'CONTOH LANSIA'])
  expect(await nextTicket(open.station)).toMatchObject({ name: 'CONTOH B' })
})

test('F4 twice calls one person; an absent one can be called again; an ended number cannot', async () => {
  await take('CONTOH A')
  await take('CONTOH B')
  const once = await nextTicket(open.station)
  expect(await nextTicket(open.station)).toEqual(once)
  await noteNoShow(open.station, once.id)
  expect(await recallTicket(open.station, once.id)).toMatchObject({ state: 'called', calls: 2 })
  calm()
  const last = await nextTicket(open.station)
  await closeTicket(open.station, last.id, 'pulang')
  await expect(recallTicket(open.station, last.id)).rejects.toThrow('QUEUE-STATE')
  calm()
  await expect(nextTicket(open.station)).rejects.toThrow('QUEUE-EMPTY')
})

test('who is recorded elsewhere is noted in the daybook and not recorded again', async () => {
  const { nik } = sampleBiodata(1)
  const ticket = await take('CONTOH PINDAH')
  await notAgain(open.station, { nik, why: 'moved-recorded', note: '', name: '', ticket: ticket.id })
  await notAgain(open.station, { nik, why: 'moved-recorded', note: 'dari Kota Mataram', name: 'CONTOH' })
  const { counts, tickets } = daybook(open.station)
  expect(counts).toMatchObject({ taken: 2, closed: 2, open: 0, recorded: 0, outside: 0 })
  expect(tickets.map(({ note }) => note)).toEqual(['moved-recorded', 'moved-recorded: dari Kota Mataram'])
  expect(JSON.stringify(tickets)).not.toContain(nik)
})

test('whatever is done in whatever order, each number is drawn once and in one place', async () => {
  const acts = fc.array(fc.constantFrom('take', 'next', 'no-show', 'recall', 'day'), { maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(acts, async (steps) => {
      for (const step of steps) {
        calm()
        const [any] = open.station.read.all<{ id: string }>(
          "SELECT id FROM queue_ticket WHERE state IN ('waiting', 'called', 'no-show') ORDER BY calls DESC, rowid LIMIT 1",
        )
        if (step === 'take') await take('CONTOH')
        else if (step === 'day') open.ports.clock.advance(20 * 3600_000)
        else if (step === 'next') await nextTicket(open.station).catch(() => undefined)
        else if (any && step === 'no-show') await noteNoShow(open.station, any.id)
        else if (any && step === 'recall') await recallTicket(open.station, any.id)
      }
      const days = open.station.read.all<{ n: number; top: number }>(
        'SELECT count(*) AS n, max(number) AS top FROM queue_ticket GROUP BY day',
      )
      for (const { n, top } of days) expect(top).toBe(n)
    }),
    { numRuns: 15 },
  )
})

test('a recording takes its number along: sealed is served, discarded is closed with the reason', async () => {
  const { station } = open
  const state = (id: string) => ticketRow(station.read, id)
  const [one, two] = [await take('CONTOH A'), await take('CONTOH B')]
  const draft = await startDraft(station, sampleBiodata(1).nik, { ticket: one.id })
  expect(state(one.id)).toMatchObject({ state: 'serving', draft: draft.id })
  // A repeated start is the same recording and the same number.
  expect(await startDraft(station, sampleBiodata(1).nik, { ticket: one.id })).toMatchObject({ id: draft.id })
  await expect(recallTicket(station, one.id)).rejects.toThrow('QUEUE-STATE')
  const { id } = await completeDraft(station, 1)
  await sealDraft(station, id)
  expect(state(one.id)).toMatchObject({ state: 'served', draft: id })
  const left = await startDraft(station, sampleBiodata(2).nik, { ticket: two.id })
  await discardDraft(station, left.id, 'CONTOH: pulang')
  expect(state(two.id)).toMatchObject({ state: 'closed', note: 'CONTOH: pulang' })
  // A number that ended starts nothing, and leaves no draft behind.
  await expect(startDraft(station, sampleBiodata(3).nik, { ticket: two.id })).rejects.toThrow('QUEUE-STATE')
  expect(station.read.all('SELECT id FROM draft')).toEqual([])
})

test('who was drawn for outside the domicile is counted apart once sealed', async () => {
  const { station } = open
  const key = newId(open.ports.random)
  await takeTicket(station, { key, name: 'CONTOH LUAR', purpose: 'outside', priority: null })
  const application = { purpose: 'outside', home: '52.71', source: 'kk', collection: 'home' } as const
  await startDraft(station, sampleBiodata(1).nik, { ticket: key, application })
  const { id } = await completeDraft(station, 1)
  expect(daybook(station).counts).toMatchObject({ recorded: 0, outside: 0, open: 1 })
  await sealDraft(station, id)
  const other = await completeDraft(station, 2)
  await sealDraft(station, other.id)
  expect(daybook(station).counts).toMatchObject({ recorded: 2, outside: 1, open: 0, served: 1 })
})
