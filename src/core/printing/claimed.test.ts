import { call } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PrintOffice } from '../../datacenter/printing/office.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { statusOf } from '../enrolment/index.ts'
import { issueSuket } from '../suket/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { sendRound } from '../upload/index.ts'
import { openTestSite, type TestSite } from '../upload/testing/sites.ts'
import { ordersToCarry } from './carried.ts'
import { printingHandlers } from './index.ts'
import { reportCards } from './orders.ts'
import { cardRow, putCard } from './queries.ts'

let open: TestStation
let mmu: TestSite
let ids: string[]
beforeEach(async () => {
  const ports = { mmu: await freePort(), batam: await freePort() }
  const urls = { mmu: `http://127.0.0.1:${ports.mmu}`, batam: `http://127.0.0.1:${ports.batam}` }
  open = await openTestStation({ urls, actor: { account: 'penyelia', role: 'penyelia' } })
  mmu = await openTestSite(open, 'mmu', ports.mmu)
  ids = await seedRecordings(open.station, 1, { bytes: 3000 })
  await sendRound(open.station, { now: true })
  await mmu.site.work()
  await mmu.site.registry.transaction((tx) => tx.run(`UPDATE record SET status = 'PRINT_READY_RECORD'`))
  await open.station.write.transaction((tx) => {
    tx.run(`UPDATE recording_status SET status = 'PRINT_READY_RECORD'`)
  })
})
afterEach(async () => {
  await mmu.close()
  await open.close()
})

const context = () => ({ context: open.context })
const status = (id: string) => statusOf(open.station.read, id)?.status
const order = (id: string) => call(printingHandlers.order, { recordings: [id] }, context())
const printed = (recording: string) => call(printingHandlers.printed, { recording }, context())
const settle = (recording: string, card: 'here' | 'none', reason = 'Laci sudah diperiksa') =>
  call(printingHandlers.settleClaims, { recordings: [recording], card, reason }, context()).then(
    ([settled]) => settled,
  )
const listed = async (state: 'claimed' | 'ready' | 'granted' | 'printed' | 'issued') =>
  (await call(printingHandlers.list, { state }, context())).rows
const refused = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: { data?: { code: string }; code?: string }) => error.data?.code ?? error.code,
  )
const right = (id: string) => new PrintOffice(mmu.site).right(id)
const atSite = async (id: string) =>
  (await mmu.site.registry.read.get<{ status: string }>('SELECT status FROM record WHERE packet = ?', [id]))
    ?.status

/** What a restore from a disk of before the order leaves: no card, no receipt since, and a cursor of before. Then the statuses are pulled. */
async function restored(): Promise<void> {
  await open.station.write.transaction((tx) => {
    for (const table of ['card', 'print_grant', 'blank_entry', 'status_cursor'])
      tx.run(`DELETE FROM ${table}`)
    tx.run(`DELETE FROM receipt WHERE verdict NOT IN ('RECEIVED_AT_CENTRAL', 'PRINT_READY_RECORD')`)
    tx.run(`UPDATE recording_status SET status = 'PRINT_READY_RECORD'`)
  })
  await sendRound(open.station, { now: true })
}

describe('a card whose row was lost', () => {
  it('that lies in the drawer is handed over, takes the Suket back, and the site knows', async () => {
    const [id = ''] = ids
    await call(printingHandlers.receive, { count: 9, note: 'Surat 1' }, context())
    await order(id)
    const suket = await issueSuket(open.station, id)
    await printed(id)
    const { card } = await right(id)
    await restored()
    // The site had not heard that it was printed.
    expect(status(id)).toBe('SENT_FOR_CARD_PRINTING')
    expect(await listed('claimed')).toMatchObject([{ recording: id, code: 'CARD-ASKED' }])
    expect(await call(printingHandlers.counts, {}, context())).toMatchObject({ claimed: 1, ready: 0 })
    expect(await refused(order(id))).toBe('PRINTING-STATE')
    const hand = { recording: id, checked: 'photo', by: 'CONTOH SATU' } as const
    expect(await refused(call(printingHandlers.handOver, hand, context()))).toBe('PRINTING-STATE')
    expect(await settle(id, 'here')).toMatchObject({ state: 'printed', suket: suket.number })
    expect(status(id)).toBe('CARD_PRINTED')
    expect((await call(printingHandlers.blanks, {}, context())).stock).toBe(0)
    await reportCards(open.station)
    expect(await right(id)).toMatchObject({ state: 'printed', card, conflict: null })
    expect(await call(printingHandlers.handOver, hand, context())).toEqual({ withdrawn: [suket.number] })
    await reportCards(open.station)
    expect([status(id), await atSite(id)]).toEqual(['CARD_ISSUED', 'CARD_ISSUED'])
    expect(await right(id)).toMatchObject({ card, conflict: null })
  })

  it('is asked for again where there is none, under a higher fence, and the one of before counts no more', async () => {
    const [id = ''] = ids
    await call(printingHandlers.receive, { count: 9, note: 'Surat 1' }, context())
    await order(id)
    const before = await right(id)
    await restored()
    expect(await settle(id, 'none', 'Mati listrik sebelum dicetak')).toMatchObject({ state: 'granted' })
    const row = cardRow(open.station.read, id)!
    expect(row).toMatchObject({ again: 'Mati listrik sebelum dicetak', state: 'granted' })
    expect(row.fence).toBeGreaterThan(before.fence)
    expect(await right(id)).toMatchObject({ state: 'granted', card: row.order_id })
    expect(status(id)).toBe('SENT_FOR_CARD_PRINTING')
    await call(printingHandlers.receive, { count: 9, note: 'Surat 2' }, context())
    expect(await printed(id)).toMatchObject({ state: 'printed' })
  })

  it('that the site calls printed and nobody finds is destroyed there, and granted anew; not once it was handed over', async () => {
    const [id = ''] = ids
    await call(printingHandlers.receive, { count: 9, note: 'Surat 1' }, context())
    await order(id)
    await printed(id)
    await reportCards(open.station)
    const { card } = await right(id)
    await restored()
    expect(status(id)).toBe('CARD_PRINTED')
    expect(await listed('claimed')).toMatchObject([{ recording: id, code: 'CARD-MADE' }])
    expect(await settle(id, 'none')).toMatchObject({ state: 'granted' })
    const { order_id: next } = cardRow(open.station.read, id)!
    expect(await right(id)).toMatchObject({ state: 'granted', card: next, conflict: null })
    // The word once more, come late in a bag: nothing is taken back.
    const late = { order: card!, packet: id, fence: 0, want: 'grant', again: 'Terlambat' } as const
    expect(await new PrintOffice(mmu.site).order(open.station.code, late)).toMatchObject({
      verdict: 'refused',
    })
    expect(await right(id)).toMatchObject({ state: 'granted', card: next })
    await mmu.site.registry.transaction((tx) => tx.run(`UPDATE record SET status = 'CARD_ISSUED'`))
    await new PrintOffice(mmu.site).order(open.station.code, {
      order: next!,
      packet: id,
      fence: 0,
      want: 'printed',
    })
    await open.station.write.transaction((tx) => tx.run('DELETE FROM card'))
    await settle(id, 'none')
    expect(cardRow(open.station.read, id)).toMatchObject({ state: 'ordered', code: 'PRINT-DONE' })
  })

  it('of which the grant is left is printed no second time', async () => {
    const [id = ''] = ids
    await call(printingHandlers.receive, { count: 9, note: 'Surat 1' }, context())
    await order(id)
    const kept = open.station.read.get<Record<string, string>>('SELECT * FROM card')!
    open.ports.clock.advance(60_000)
    await printed(id)
    await reportCards(open.station)
    await sendRound(open.station, { now: true })
    await open.station.write.transaction((tx) => {
      const columns = Object.keys(kept)
      tx.run(
        `INSERT OR REPLACE INTO card (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        Object.values(kept),
      )
    })
    expect(cardRow(open.station.read, id)).toMatchObject({ state: 'granted' })
    expect(await listed('granted')).toEqual([])
    expect(await refused(printed(id))).toBe('PRINTING-STATE')
    expect(await settle(id, 'here')).toMatchObject({ state: 'printed' })
  })

  it('of which the grant is left, and that nobody finds, is asked for anew by one word', async () => {
    const [id = ''] = ids
    await call(printingHandlers.receive, { count: 9, note: 'Surat 1' }, context())
    await order(id)
    const kept = cardRow(open.station.read, id)!
    open.ports.clock.advance(60_000)
    await printed(id)
    await reportCards(open.station)
    await sendRound(open.station, { now: true })
    await open.station.write.transaction((tx) => putCard(tx, kept))
    expect(await listed('claimed')).toMatchObject([{ recording: id, code: 'CARD-MADE' }])
    expect(await settle(id, 'none')).toMatchObject({ state: 'granted', code: null })
    const { order_id: next } = cardRow(open.station.read, id)!
    expect(next).not.toBe(kept.order_id)
    expect(await right(id)).toMatchObject({ state: 'granted', card: next, conflict: null })
  })

  it('that was found and turns out to be spoilt goes to the stack, and the next order takes its right back', async () => {
    const [id = ''] = ids
    await call(printingHandlers.receive, { count: 9, note: 'Surat 1' }, context())
    await order(id)
    await restored()
    await settle(id, 'here')
    await reportCards(open.station)
    await call(printingHandlers.misprint, { recording: id, reason: 'Chip mati' }, context())
    expect(await call(printingHandlers.blanks, {}, context())).toMatchObject({ stock: 0, spoilt: 1 })
    expect(await listed('ready')).toMatchObject([{ recording: id }])
    expect(await order(id)).toMatchObject({ granted: 1, waiting: 0 })
    expect(await right(id)).toMatchObject({ state: 'granted', conflict: null })
  })

  it('is settled in an outage too: the word travels with the order', async () => {
    const [id = ''] = ids
    await order(id)
    await restored()
    mmu.site.refusing = 'all'
    expect(await settle(id, 'none', 'Laci kosong')).toMatchObject({ state: 'ordered' })
    const [item] = await ordersToCarry(open.station)
    expect(item).toMatchObject({ packet: id, want: 'grant', again: 'Laci kosong' })
    mmu.site.refusing = 'none'
    const answer = await new PrintOffice(mmu.site).order(open.station.code, item!)
    expect(answer).toMatchObject({ verdict: 'granted' })
  })

  it('is settled by a supervisor alone, and only where the centre knows more', async () => {
    const [id = ''] = ids
    expect(await refused(settle(id, 'none'))).toBe('PRINTING-STATE')
    await order(id)
    expect(await refused(settle(id, 'here'))).toBe('PRINTING-STATE')
    expect(await refused(settle('0'.repeat(26), 'here'))).toBe('NOT-FOUND')
    await restored()
    const station = { ...open.station, actor: { account: 'operator', role: 'operator' as const } }
    const desk = { ...open.context.desk, station: () => station }
    const claim = { recordings: [id], card: 'here' as const, reason: 'Laci sudah diperiksa' }
    const operators = { context: { ...open.context, desk } }
    expect(await refused(call(printingHandlers.settleClaims, claim, operators))).toBe('PRINTING-SUPERVISOR')
  })
})
