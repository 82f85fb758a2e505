import { call } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../formats/id.ts'
import { nextFence } from '../../formats/print/fence.ts'
import { signPaper } from '../../formats/print/paper.ts'
import { PrintOffice } from '../../datacenter/printing/office.ts'
import { verifyAudit } from '../audit/index.ts'
import { statusOf } from '../enrolment/index.ts'
import { issueSuket } from '../suket/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestSite, type TestSite } from '../upload/testing/sites.ts'
import { sendRound } from '../upload/index.ts'
import { printingHandlers } from './index.ts'
import { fileGrant, reportCards } from './orders.ts'
import { cardRow } from './queries.ts'

let open: TestStation
let ports: { mmu: number; batam: number }
let mmu: TestSite
let batam: TestSite
let ids: string[]
beforeEach(async () => {
  ports = { mmu: await freePort(), batam: await freePort() }
  const urls = { mmu: `http://127.0.0.1:${ports.mmu}`, batam: `http://127.0.0.1:${ports.batam}` }
  open = await openTestStation({ urls, actor: { account: 'penyelia', role: 'penyelia' } })
  mmu = await openTestSite(open, 'mmu', ports.mmu)
  batam = await openTestSite(open, 'batam', ports.batam)
  ids = await seedRecordings(open.station, 2, { bytes: 3000 })
  await sendRound(open.station, { now: true })
  await mmu.site.work()
  await ready(mmu)
})
afterEach(async () => {
  await Promise.all([mmu.close(), batam.close()])
  await open.close()
})

/** Both records are print-ready at a site, and the station has heard of it. */
async function ready({ site }: TestSite): Promise<void> {
  await site.registry.transaction((tx) => tx.run(`UPDATE record SET status = 'PRINT_READY_RECORD'`))
  await open.station.write.transaction((tx) => {
    tx.run(`UPDATE recording_status SET status = 'PRINT_READY_RECORD'`)
  })
}

const context = () => ({ context: open.context })
const order = (...recordings: string[]) => call(printingHandlers.order, { recordings }, context())
const printed = (recording: string) => call(printingHandlers.printed, { recording }, context())
const blanks = () => call(printingHandlers.blanks, {}, context())
const receive = (count: number) => call(printingHandlers.receive, { count, note: 'Surat 1' }, context())
const status = (id: string) => statusOf(open.station.read, id)?.status
const refused = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: { data?: { code: string }; code?: string }) => error.data?.code ?? error.code,
  )

describe('a card', () => {
  it('goes from print-ready to handed over; the Suket is withdrawn, the case closed, and the site knows', async () => {
    const [id = ''] = ids
    const suket = await issueSuket(open.station, id)
    await receive(10)
    expect(await call(printingHandlers.counts, {}, context())).toMatchObject({ ready: 2, granted: 0 })
    expect(await order(id)).toMatchObject({ granted: 1, waiting: 0 })
    expect(status(id)).toBe('SENT_FOR_CARD_PRINTING')
    expect(await printed(id)).toMatchObject({ state: 'printed', site: 'mmu', suket: suket.number })
    const hand = { recording: id, checked: 'chip-fingerprint', by: 'CONTOH SATU' } as const
    expect(await call(printingHandlers.handOver, hand, context())).toEqual({ withdrawn: [suket.number] })
    expect(await call(printingHandlers.handOver, hand, context())).toEqual({ withdrawn: [] })
    expect(status(id)).toBe('CARD_ISSUED')
    expect((await blanks()).stock).toBe(9)
    await reportCards(open.station)
    const sql = 'SELECT status FROM record WHERE packet = ?'
    expect(await mmu.site.registry.read.get(sql, [id])).toEqual({ status: 'CARD_ISSUED' })
    expect(cardRow(open.station.read, id)?.report).toBeNull()
    const { rows } = await call(printingHandlers.list, { state: 'issued' }, context())
    expect(rows).toMatchObject([{ recording: id, takenBy: 'CONTOH SATU', suket: null }])
    expect(rows[0]?.nik).toContain('*')
    expect(verifyAudit(open.station.read)).toMatchObject({ sound: true })
  })

  it('that another place printed and sent here is handed over here too, and the site knows', async () => {
    const [id = '', other = ''] = ids
    const suket = await issueSuket(open.station, id)
    const office = new PrintOffice(mmu.site)
    const elsewhere = newId(open.ports.random)
    for (const want of ['grant', 'printed'] as const)
      await office.order(open.station.code, { order: elsewhere, packet: id, fence: 0, want })
    await mmu.site.decide(id, 'CARD_SHIPPED')
    await sendRound(open.station, { now: true })
    expect(status(id)).toBe('CARD_SHIPPED')
    const { rows } = await call(printingHandlers.list, { state: 'printed' }, context())
    expect(rows).toMatchObject([{ recording: id, code: 'CARD-SHIPPED', suket: suket.number }])
    expect(await refused(printed(id))).toBe('PRINTING-NO-RIGHT')
    const hand = { checked: 'photo', by: 'CONTOH SATU' } as const
    expect(await refused(call(printingHandlers.handOver, { ...hand, recording: other }, context()))).toBe(
      'PRINTING-STATE',
    )
    const given = await call(printingHandlers.handOver, { ...hand, recording: id }, context())
    expect(given).toEqual({ withdrawn: [suket.number] })
    expect(await call(printingHandlers.handOver, { ...hand, recording: id }, context())).toEqual({
      withdrawn: [],
    })
    expect([status(id), (await blanks()).stock]).toEqual(['CARD_ISSUED', 0])
    await reportCards(open.station)
    expect(cardRow(open.station.read, id)?.report).toBeNull()
    expect(await office.right(id)).toMatchObject({ state: 'printed', card: elsewhere, conflict: null })
    expect(await mmu.site.registry.read.get('SELECT status FROM record WHERE packet = ?', [id])).toEqual({
      status: 'CARD_ISSUED',
    })
  })

  it('is printed once: not without a right, not twice, and not on a right that comes late', async () => {
    const [id = ''] = ids
    await receive(5)
    expect(await refused(printed(id))).toBe('PRINTING-NO-RIGHT')
    await order(id)
    const row = cardRow(open.station.read, id)!
    await printed(id)
    expect(await refused(printed(id))).toBe('PRINTING-STATE')
    expect(await refused(order(id))).toBe('PRINTING-STATE')
    const fields = {
      site: 'batam',
      at: open.ports.now().toISOString(),
      packet: id,
      station: open.station.code,
    } as const
    const fence = nextFence(row.fence, 3, 'batam')
    const late = signPaper({ kind: 'grant', ...fields, fence, order: row.order_id! }, open.dinas.sites.batam)
    expect(await open.station.write.transaction((tx) => fileGrant(tx, open.station, id, late))).toBe(false)
    expect(await refused(printed(id))).toBe('PRINTING-STATE')
    expect((await blanks()).stock).toBe(4)
  })

  it('takes no grant that a stranger signed, or that is for another order', async () => {
    const [id = '', other = ''] = ids
    mmu.site.refusing = 'all'
    batam.site.refusing = 'all'
    expect(await order(id)).toMatchObject({ granted: 0, waiting: 1 })
    const row = cardRow(open.station.read, id)!
    expect(row).toMatchObject({ state: 'ordered', code: 'PRINT-UNREACHABLE' })
    const at = open.ports.now().toISOString()
    const fields = { kind: 'grant', site: 'mmu', at, fence: 4, station: open.station.code } as const
    const file = (signed: ReturnType<typeof signPaper>) =>
      open.station.write.transaction((tx) => fileGrant(tx, open.station, id, signed))
    const order_ = row.order_id!
    expect(await file(signPaper({ ...fields, packet: id, order: order_ }, open.dinas.root))).toBe(false)
    expect(
      await file(signPaper({ ...fields, packet: id, order: newId(open.ports.random) }, open.dinas.sites.mmu)),
    ).toBe(false)
    expect(await file(signPaper({ ...fields, packet: other, order: order_ }, open.dinas.sites.mmu))).toBe(
      false,
    )
    expect(await file(signPaper({ ...fields, packet: id, order: order_ }, open.dinas.sites.mmu))).toBe(true)
  })

  it('is printed through Batam once MMU was declared dead, under the same order', async () => {
    const [id = ''] = ids
    mmu.site.refusing = 'all'
    for (const recording of ids) {
      await batam.site.registry.transaction((tx) =>
        tx.run(
          `INSERT INTO record (packet, sha256, attempt, station, nik, name, name_key, birth_date, mother_key, complete, valid, status,
             status_at, term) VALUES (?, ?, 1, ?, '1', 'n', 'n', '2000-01-01', 'm', 1, 1, 'PRINT_READY_RECORD', ?, 1)`,
          [recording, '0'.repeat(64), open.station.code, open.ports.now().toISOString()],
        ),
      )
    }
    expect(await order(id)).toMatchObject({ granted: 0, waiting: 1 })
    const asked = cardRow(open.station.read, id)!
    expect(asked.code).toBe('PRINT-ELSEWHERE')
    await new PrintOffice(batam.site).declare('mmu', 'Gedung tidak terjangkau')
    expect(await order(id)).toMatchObject({ granted: 1, waiting: 0 })
    expect(cardRow(open.station.read, id)).toMatchObject({ site: 'batam', order_id: asked.order_id })
  })
})

describe('blanks', () => {
  it('are counted; a misprint goes to the stack, its right is asked for anew, and the site gives a higher one', async () => {
    const [id = ''] = ids
    await receive(3)
    await order(id)
    const first = cardRow(open.station.read, id)!
    await call(printingHandlers.misprint, { recording: id, reason: 'Pita macet' }, context())
    expect(status(id)).toBe('PRINT_READY_RECORD')
    expect(await blanks()).toMatchObject({ stock: 2, spoilt: 1 })
    expect(await order(id)).toMatchObject({ granted: 1, waiting: 0 })
    expect(cardRow(open.station.read, id)!.fence).toBeGreaterThan(first.fence)
    await printed(id)
    // Found in the drawer with a dead chip: the card left the stock already.
    await call(printingHandlers.misprint, { recording: id, reason: 'Chip mati' }, context())
    expect(await blanks()).toMatchObject({ stock: 1, spoilt: 2 })
    await call(printingHandlers.damaged, { count: 1, reason: 'Terlipat' }, context())
    expect(await blanks()).toMatchObject({ stock: 0, spoilt: 3 })
    await order(id)
    expect(await refused(printed(id))).toBe('PRINTING-NO-BLANKS')
    expect(cardRow(open.station.read, id)?.state).toBe('granted')
  })

  it('are corrected and destroyed by a supervisor alone', async () => {
    await receive(2)
    await call(printingHandlers.correct, { counted: 5, reason: 'Dihitung ulang' }, context())
    expect((await blanks()).stock).toBe(5)
    const destroy = { place: 'Kantor', method: 'dipotong', witnesses: ['Contoh Satu', 'Contoh Dua'] }
    expect(await refused(call(printingHandlers.destroy, destroy, context()))).toBe('PRINTING-NOTHING-SPOILT')
    await call(printingHandlers.damaged, { count: 2, reason: 'Basah' }, context())
    const { cards, recordUrl } = await call(printingHandlers.destroy, destroy, context())
    expect(cards).toBe(2)
    expect(await blanks()).toMatchObject({
      stock: 3,
      spoilt: 0,
      entries: [{ kind: 'destroyed', recordUrl }, {}, {}, {}],
    })
  })

  it('an operator can do neither', async () => {
    await open.close()
    open = await openTestStation()
    const correct = call(printingHandlers.correct, { counted: 5, reason: 'Dihitung ulang' }, context())
    expect(await refused(correct)).toBe('PRINTING-SUPERVISOR')
    const destroy = { place: 'Kantor', method: 'dipotong', witnesses: ['Contoh Satu', 'Contoh Dua'] }
    expect(await refused(call(printingHandlers.destroy, destroy, context()))).toBe('PRINTING-SUPERVISOR')
  })
})

describe('a card that was printed, told of, and then found to be spoilt', () => {
  const misprint = (recording: string) =>
    call(printingHandlers.misprint, { recording, reason: 'Chip mati' }, context())
  const toldPrinted = async (id: string) => {
    await receive(10)
    await order(id)
    await printed(id)
    await reportCards(open.station)
    await misprint(id)
  }

  it('is not called printed again by what the site said of it before', async () => {
    const [id = ''] = ids
    await toldPrinted(id)
    await sendRound(open.station, { now: true })
    expect(status(id)).toBe('PRINT_READY_RECORD')
    await reportCards(open.station)
    await sendRound(open.station, { now: true })
    expect(status(id)).toBe('PRINT_READY_RECORD')
    expect(await order(id)).toMatchObject({ granted: 1 })
    await sendRound(open.station, { now: true })
    expect(status(id)).toBe('SENT_FOR_CARD_PRINTING')
  })

  it('nor once the next one is ordered', async () => {
    const [id = ''] = ids
    await toldPrinted(id)
    expect(await order(id)).toMatchObject({ granted: 1 })
    await sendRound(open.station, { now: true })
    expect(status(id)).toBe('SENT_FOR_CARD_PRINTING')
    expect(await printed(id)).toMatchObject({ state: 'printed' })
    await reportCards(open.station)
    await sendRound(open.station, { now: true })
    expect(status(id)).toBe('CARD_PRINTED')
  })
})
