import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { intake } from '../../datacenter/intake.ts'
import { declareDead } from '../../datacenter/declare.ts'
import { packetPath, recordingOf, statusOf } from '../enrolment/index.ts'
import { listNotices } from '../outage/testing/index.ts'
import { cardRow, markMisprint, markPrinted, orderCards, receiveBlanks } from '../printing/testing/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestSite, type TestSite } from '../upload/testing/sites.ts'
import { planned } from './choose.ts'
import { letterOf } from './letter-pdf.ts'
import { markLost } from './life.ts'
import { listBags } from './list.ts'
import { makeBag } from './make.ts'
import { takeReceipts } from './receipts.ts'

/** No site answers, all the time: statuses, print rights, results and notices travel in bags. */
let open: TestStation
let mmu: TestSite
let batam: TestSite
let people = 0
beforeEach(async () => {
  people = 0
  const nowhere = `http://127.0.0.1:${await freePort()}`
  open = await openTestStation({
    urls: { mmu: nowhere, batam: nowhere },
    actor: { account: 'penyelia', role: 'penyelia' },
  })
  mmu = await openTestSite(open, 'mmu', await freePort())
  batam = await openTestSite(open, 'batam', await freePort())
})
afterEach(async () => {
  await Promise.all([mmu.close(), batam.close()])
  await open.close()
})

/** A bag with one more resident to a site, and its answer back. */
async function carry({ site }: TestSite) {
  const [id = ''] = await seedRecordings(open.station, 1, { bytes: 7000, from: ++people })
  const drive = open.temp(`drive-${people}`)
  const bag = await makeBag(open.station, { folder: drive })
  const { answer } = await intake(site, bag.folder, drive)
  const taken = await takeReceipts(open.station, answer!)
  return { id, taken, answer: answer! }
}

it('a card is ordered, granted, spoilt, granted anew and reported by drives alone', async () => {
  const { station } = open
  await receiveBlanks(station, 10, 'Surat 1')
  const { id } = await carry(mmu)
  open.ports.clock.advance(120_000)
  await mmu.site.work()
  expect(statusOf(station.read, id)?.status).not.toBe('PRINT_READY_RECORD')
  // The next answer brings what was decided since.
  await carry(mmu)
  expect(statusOf(station.read, id)?.status).toBe('PRINT_READY_RECORD')
  expect(await orderCards(station, [id])).toMatchObject({ granted: 0, waiting: 1 })
  const { taken, answer } = await carry(mmu)
  expect(taken).toMatchObject({ cards: 1, refused: [] })
  expect(cardRow(station.read, id)).toMatchObject({ state: 'granted', site: 'mmu' })
  await markMisprint(station, id, 'Pita macet')
  // The answer of before, read once more, brings no right back.
  await takeReceipts(station, answer)
  expect(cardRow(station.read, id)).toMatchObject({ state: 'ordered', report: 'spoilt' })
  await orderCards(station, [id])
  await carry(mmu)
  expect(cardRow(station.read, id)).toMatchObject({ state: 'granted', report: null })
  await markPrinted(station, id)
  await carry(mmu)
  expect(cardRow(station.read, id)).toMatchObject({ state: 'printed', report: null })
  const sql = 'SELECT status FROM record WHERE packet = ?'
  expect(await mmu.site.registry.read.get(sql, [id])).toEqual({ status: 'CARD_PRINTED' })
}, 60_000)

it('a site that was declared dead prints no second card when it comes back', async () => {
  const { station } = open
  await receiveBlanks(station, 10, 'Surat 1')
  const { id } = await carry(batam)
  await expect(declareDead(batam.site, 'batam', 'salah ketik')).rejects.toMatchObject({
    code: 'DECLARE-SITE',
  })
  await expect(declareDead(batam.site, 'mmu', ' ')).rejects.toMatchObject({ code: 'DECLARE-REASON' })
  expect(await declareDead(batam.site, 'mmu', 'Gedung MMU terbakar')).toEqual({ term: 2 })
  expect(await batam.site.matcher()).toEqual({ site: 'batam', term: 2 })
  open.ports.clock.advance(120_000)
  await batam.site.work()
  await carry(batam)
  await orderCards(station, [id])
  await carry(batam)
  const granted = cardRow(station.read, id)!
  expect(granted).toMatchObject({ state: 'granted', site: 'batam' })
  await markPrinted(station, id)
  // MMU is back, knows of nothing yet, and is asked by a bag that was packed for it: it has no record to print from.
  const { taken } = await carry(mmu)
  expect(taken.refused).toEqual([])
  expect(cardRow(station.read, id)).toMatchObject({ state: 'printed', fence: granted.fence })
}, 60_000)

it('notices of the site come along, once, and a file that is none is named', async () => {
  const folder = join(mmu.site.dir, 'notices')
  mkdirSync(folder)
  writeFileSync(join(folder, 'gangguan.txt'), 'Pusat data tutup sampai Senin.\nMohon menunggu.')
  writeFileSync(join(folder, 'rusak.txt'), Uint8Array.of(0, 1, 2))
  writeFileSync(join(folder, 'bukan.exe'), 'x')
  const { taken, answer } = await carry(mmu)
  expect(taken).toMatchObject({ notices: 1, refused: [{ code: 'NOTICE-UNREADABLE' }] })
  expect(await takeReceipts(open.station, answer)).toMatchObject({ notices: 0 })
  expect(listNotices(open.station.read)).toMatchObject([
    {
      title: 'Pusat data tutup sampai Senin.',
      kind: 'text',
      origin: expect.stringMatching(/^mmu /) as string,
    },
  ])
}, 60_000)

/** The words of a letter. */
function pdfText(pdf: Uint8Array): string {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
}

/** A bag without packets to a site, and its answer back. */
async function carryOrders({ site }: TestSite, again?: string) {
  const drive = open.temp(`orders-${++people}`)
  const bag = await makeBag(open.station, { folder: drive, again })
  const taken = await intake(site, bag.folder, drive)
  return { bag, taken, state: () => listBags(open.station, bag.id)[0]! }
}

/** A resident whose recording the site has found unique, and who is to get a card. */
async function ready(): Promise<string> {
  const { id } = await carry(mmu)
  open.ports.clock.advance(120_000)
  await mmu.site.work()
  await carry(mmu)
  return id
}

it('print orders and results travel without a packet: a bag of their own, answered by the answer about cards', async () => {
  const { station } = open
  await receiveBlanks(station, 10, 'Surat 1')
  const id = await ready()
  await expect(makeBag(station, { folder: open.temp('nothing') })).rejects.toMatchObject({
    code: 'EXPORT-NOTHING',
  })
  await orderCards(station, [id])
  expect(planned(station.read)).toEqual({
    packets: 0,
    bytes: 0,
    exportedBefore: 0,
    interrupted: 0,
    orders: 1,
    ordersBefore: 0,
    ordersInterrupted: 0,
  })
  const { bag, taken, state } = await carryOrders(mmu)
  expect(bag).toMatchObject({ packets: 0, bytes: 0, orders: 1, ordersOpen: 1, state: 'made', leftOut: [] })
  expect(planned(station.read)).toMatchObject({ orders: 0, ordersBefore: 1 })
  const letter = pdfText(await letterOf(station, bag.id))
  expect(letter).toContain('1 pesanan atau laporan cetak kartu, tanpa paket')
  expect(letter).toContain('tagmanifest-sha256.txt')
  await expect(makeBag(station, { folder: open.temp('twice') })).rejects.toMatchObject({
    code: 'EXPORT-AGAIN',
  })
  expect(taken).toMatchObject({ received: 0, refused: [], orders: 1 })
  expect(await takeReceipts(station, taken.answer!)).toMatchObject({ taken: 0, cards: 1, refused: [] })
  expect(state()).toMatchObject({ state: 'answered', ordersOpen: 0 })
  expect(cardRow(station.read, id)).toMatchObject({ state: 'granted', site: 'mmu' })
  await markPrinted(station, id)
  const result = await carryOrders(mmu)
  // Lost on the way: it goes out again without further words, and turns up after all.
  await markLost(station, { bag: result.bag.id, reason: 'Drive hilang' })
  expect(planned(station.read)).toMatchObject({ orders: 1, ordersBefore: 0 })
  const second = await carryOrders(mmu)
  await takeReceipts(station, result.taken.answer!)
  expect([result.state().state, second.state().state]).toEqual(['answered', 'answered'])
  await takeReceipts(station, second.taken.answer!)
  expect(cardRow(station.read, id)).toMatchObject({ state: 'printed', report: null })
}, 60_000)

it('a bag of packets and orders is answered when both are', async () => {
  const { station } = open
  const id = await ready()
  await orderCards(station, [id])
  await seedRecordings(station, 1, { bytes: 7000, from: ++people })
  const { bag, taken, state } = await carryOrders(mmu)
  expect(bag).toMatchObject({ packets: 1, orders: 1 })
  // Of the answer the part about cards is rotten.
  const answers = readdirSync(join(taken.answer!, 'data')).filter((name) => name.startsWith('print-'))
  const bytes = readFileSync(join(taken.answer!, 'data', answers[0]!))
  writeFileSync(join(taken.answer!, 'data', answers[0]!), 'x')
  expect((await takeReceipts(station, taken.answer!)).refused).toHaveLength(1)
  expect(state()).toMatchObject({ state: 'arrived', answered: 1, ordersOpen: 1 })
  writeFileSync(join(taken.answer!, 'data', answers[0]!), bytes)
  await takeReceipts(station, taken.answer!)
  expect(state()).toMatchObject({ state: 'answered', answered: 1, ordersOpen: 0 })
}, 60_000)

it('packets that are damaged here keep no order at home', async () => {
  const { station } = open
  const id = await ready()
  await orderCards(station, [id])
  const [broken = ''] = await seedRecordings(station, 1, { bytes: 7000, from: ++people })
  writeFileSync(packetPath(station, broken, recordingOf(station.read, broken)!.sealedAt), 'x')
  const { bag, taken } = await carryOrders(mmu)
  expect(bag).toMatchObject({ packets: 0, orders: 1, leftOut: [{ id: broken, code: 'PACKET-HASH' }] })
  expect(taken).toMatchObject({ orders: 1, refused: [] })
}, 60_000)

it('a collecting post takes a bag of orders and leaves them to the centre', async () => {
  const { station } = open
  const id = await ready()
  await orderCards(station, [id])
  const post = await openTestSite(open, 'batam', await freePort(), { grade: 'post' })
  const { taken, state } = await carryOrders(post)
  expect(taken).toMatchObject({ received: 0, orders: 1, refused: [], answer: null })
  expect(state()).toMatchObject({ state: 'made', ordersOpen: 1 })
  await post.close()
}, 60_000)
