import { afterEach, beforeEach, expect, it } from 'vitest'
import { PrintOffice } from '../../datacenter/printing/office.ts'
import type { PrintAnswerItem } from '../../formats/print/order.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestStation, seedRecordings } from '../testing/index.ts'
import { countOrders, sendRound } from '../upload/index.ts'
import { openTestSite, type TestSite } from '../upload/testing/sites.ts'
import { receiveBlanks } from './blanks.ts'
import { fileCarriedAnswer, ordersToCarry } from './carried.ts'
import { settleClaims } from './claimed.ts'
import { handOverCard, markMisprint, markPrinted } from './life.ts'
import { orderCards, reportCards } from './orders.ts'
import { cardRow, countCards, shownCard } from './queries.ts'
import { OutageDesk } from './testing/outage-desk.ts'

/** The last backup is from before a print, and no site heard of the print: the restored row must lead to no second card. */
let desk: OutageDesk
let mmu: TestSite
let disk: string
let office: PrintOffice
beforeEach(async () => {
  const ports = { mmu: await freePort(), batam: await freePort() }
  const urls = { mmu: `http://127.0.0.1:${ports.mmu}`, batam: `http://127.0.0.1:${ports.batam}` }
  const open = await openTestStation({ urls, actor: { account: 'penyelia', role: 'penyelia' } })
  desk = new OutageDesk(open)
  mmu = await openTestSite(open, 'mmu', ports.mmu)
  office = new PrintOffice(mmu.site)
  disk = await desk.pair('desk', 'MEJA')
  await receiveBlanks(open.station, 50, 'Surat 1')
})
afterEach(async () => {
  await mmu.close()
  await desk.close()
})

const state = (id: string) => shownCard(desk.station.read, id)?.state
const code = (id: string) => shownCard(desk.station.read, id)?.code
const refused = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

async function ready(count: number): Promise<string[]> {
  const ids = await seedRecordings(desk.station, count, { bytes: 3000 })
  await sendRound(desk.station, { now: true })
  await mmu.site.work()
  await mmu.site.registry.transaction((tx) => tx.run(`UPDATE record SET status = 'PRINT_READY_RECORD'`))
  await desk.station.write.transaction((tx) =>
    tx.run(`UPDATE recording_status SET status = 'PRINT_READY_RECORD'`),
  )
  return ids
}

/** No site hears of orders meanwhile: they stay open. */
async function silently(act: () => Promise<unknown>): Promise<void> {
  mmu.site.refusing = 'all'
  await act()
  mmu.site.refusing = 'none'
}

async function lose(): Promise<void> {
  expect(await desk.loseAndRestore()).toMatchObject({ missing: 0 })
  await desk.certifyEpoch(900)
}

it('what was ordered, granted or spoilt before the backup, and printed after it, is printed no second time', async () => {
  const [ordered = '', granted = '', spoilt = '', untouched = ''] = await ready(4)
  const all = [ordered, granted, spoilt, untouched]
  await silently(() => orderCards(desk.station, [ordered, untouched]))
  await orderCards(desk.station, [granted, spoilt])
  await markMisprint(desk.station, spoilt, 'Pita macet')
  await desk.backUp(disk)
  await orderCards(desk.station, [ordered, spoilt])
  for (const id of [ordered, granted, spoilt]) {
    expect(state(id)).toBe('granted')
    await markPrinted(desk.station, id)
  }
  const answer: PrintAnswerItem[] = []
  for (const id of [ordered, granted]) {
    const { order_id: order, fence } = cardRow(desk.station.read, id)!
    answer.push(
      await office.order(desk.station.code, {
        order: order!,
        packet: id,
        fence: Math.max(0, fence - 1),
        want: 'grant',
      }),
    )
  }
  expect(answer.map(({ verdict }) => verdict)).toEqual(['granted', 'granted'])

  await lose()
  const { station } = desk
  expect(all.map(state)).toEqual(['ordered', 'ordered', 'ready', 'ordered'])
  expect([ordered, granted, untouched].map(code)).toEqual(['CARD-BEFORE', 'CARD-BEFORE', 'CARD-BEFORE'])
  expect(countCards(station.read)).toMatchObject({ granted: 0, ordered: 3, ready: 1 })
  expect(await refused(markPrinted(station, granted))).toBe('PRINTING-NO-RIGHT')
  expect(await refused(markMisprint(station, granted, 'Pita macet'))).toBe('PRINTING-NO-RIGHT')
  // The answer of then once more, by hand.
  await station.write.transaction((tx) => fileCarriedAnswer(tx, station, answer))
  expect(all.map(state)).toEqual(['ordered', 'ordered', 'ready', 'ordered'])
  await orderCards(station, all)
  expect(all.map(state)).toEqual(['ordered', 'ordered', 'ordered', 'granted'])
  expect([ordered, granted, spoilt].map(code)).toEqual(['PRINT-HELD', 'PRINT-HELD', 'PRINT-HELD'])
  for (const id of [ordered, granted, spoilt])
    expect(await refused(markPrinted(station, id))).not.toBe('done')

  await settleClaims(station, { recordings: [ordered, granted, spoilt], card: 'here', reason: 'Di laci' })
  await markPrinted(station, untouched)
  for (const recording of all) await handOverCard(station, { recording, checked: 'photo', by: 'CONTOH' })
  await reportCards(station)
  const papers = await mmu.site.registry.read.all<{ packet: string }>(
    `SELECT packet FROM print_paper WHERE kind = 'result' AND bytes LIKE '%"issued"%'`,
  )
  expect(papers.map(({ packet }) => packet).toSorted()).toEqual(all.toSorted())
  for (const id of all) expect(await office.right(id)).toMatchObject({ state: 'printed', conflict: null })
})

it('where there is none they are asked for anew by one word, each under a number that no site ever heard', async () => {
  const ids = await ready(3)
  const [ordered = '', granted = '', found = ''] = ids
  await silently(() => orderCards(desk.station, [ordered]))
  await orderCards(desk.station, [granted, found])
  const numbers = ids.map((id) => cardRow(desk.station.read, id)!.order_id)
  await desk.backUp(disk)
  await lose()
  const { station } = desk
  expect(countOrders(station.read)).toMatchObject({ waiting: 3, fresh: 3 })
  // Nobody answers: they travel in a bag, and under no number of before.
  await silently(async () => {
    const carried = await ordersToCarry(station)
    expect(carried.map(({ packet }) => packet).toSorted()).toEqual(ids.toSorted())
    expect(carried.filter(({ order, again }) => numbers.includes(order) || again !== undefined)).toEqual([])
    expect((await ordersToCarry(station)).toSorted(byOrder)).toEqual(carried.toSorted(byOrder))
    const none = { recordings: [ordered, granted], card: 'none', reason: 'Laci kosong' } as const
    expect(await settleClaims(station, none)).toMatchObject([{ state: 'ordered' }, { state: 'ordered' }])
  })
  const items = await ordersToCarry(station)
  expect(
    items
      .filter(({ again }) => again === 'Laci kosong')
      .map(({ packet }) => packet)
      .toSorted(),
  ).toEqual([ordered, granted].toSorted())
  const answers: PrintAnswerItem[] = []
  for (const item of items) answers.push(await office.order(station.code, item))
  await station.write.transaction((tx) => fileCarriedAnswer(tx, station, answers))
  expect(ids.map(state)).toEqual(['granted', 'granted', 'ordered'])
  expect(code(found)).toBe('PRINT-HELD')
})

it('a word that there was none is on the order of then, and takes back no card that was printed since', async () => {
  const [id = ''] = await ready(1)
  await orderCards(desk.station, [id])
  await desk.station.write.transaction((tx) => tx.run('DELETE FROM card'))
  await desk.station.write.transaction((tx) =>
    tx.run(`UPDATE recording_status SET status = 'SENT_FOR_CARD_PRINTING'`),
  )
  await silently(() => settleClaims(desk.station, { recordings: [id], card: 'none', reason: 'Laci kosong' }))
  expect(cardRow(desk.station.read, id)).toMatchObject({ state: 'ordered', again: 'Laci kosong' })
  await desk.backUp(disk)
  await orderCards(desk.station, [id])
  expect(state(id)).toBe('granted')
  await markPrinted(desk.station, id)
  await lose()
  await orderCards(desk.station, [id])
  expect([state(id), code(id)]).toEqual(['ordered', 'PRINT-HELD'])
})

function byOrder(a: { order: string }, b: { order: string }): number {
  return a.order.localeCompare(b.order)
}
