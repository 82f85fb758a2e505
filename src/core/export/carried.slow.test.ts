import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { intake } from '../../datacenter/intake.ts'
import { declareDead } from '../../datacenter/declare.ts'
import { statusOf } from '../enrolment/index.ts'
import { listNotices } from '../outage/testing/index.ts'
import { cardRow, markMisprint, markPrinted, orderCards, receiveBlanks } from '../printing/testing/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { freePort, openTestSite, type TestSite } from '../upload/testing/sites.ts'
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
  expect(await orderCards(station, [id])).toEqual({ granted: 0, waiting: 1 })
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
