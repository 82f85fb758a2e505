import { call } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { verifyReportText } from '../../formats/report/report-text.ts'
import { exportHandlers, makeBag } from '../export/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { boardHandlers } from './handlers.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
  await seedRecordings(open.station, 2, { bytes: 3000 })
})
afterEach(() => open.close())

const DAY_MS = 24 * 3600_000

/** Everywhere where it is said: the lamp, the board, both lists of the day, the evening's report as it is signed and as it is shown. */
async function said() {
  const { context, station } = open
  const { lists } = await call(boardHandlers.checklist, {}, { context })
  const report = await call(boardHandlers.report, {}, { context })
  return {
    lamp: await call(exportHandlers.overdue, {}, { context }),
    board: (await call(boardHandlers.show, {}, { context })).overdueBags,
    lists: lists
      .map(({ items }) => items.find(({ item }) => item === 'bags'))
      .map((one) => [one?.ok, one?.n]),
    report: verifyReportText(report.text, station.trust).open.bags,
    shown: report.overdueBags,
  }
}

const NOTHING = {
  lamp: { count: 0, oldest: null },
  board: { count: 0, oldest: null },
  lists: [
    [true, 0],
    [true, 0],
  ],
  report: undefined,
  shown: 0,
}

it('an export that nobody answered in time is said on the lamps, the board, both lists and the report, until it is answered', async () => {
  const { station, ports, context } = open
  const { id: bag } = await makeBag(station, { folder: open.temp('drive') })
  const hand = { bag, to: 'Contoh Kurir', telephone: '0812 0000 0000' }
  await call(exportHandlers.handOver, hand, { context })
  expect(await said()).toEqual(NOTHING)
  ports.clock.advance(6 * DAY_MS)
  expect(await said()).toEqual(NOTHING)
  const due = new Date(ports.now().getTime() + DAY_MS).toISOString()
  ports.clock.advance(2 * DAY_MS)
  const late = { count: 1, oldest: due }
  const all = {
    lamp: late,
    board: late,
    lists: [
      [false, 1],
      [false, 1],
    ],
    report: 1,
    shown: 1,
  }
  expect(await said()).toEqual(all)
  // It arrived: there are days again for the answer, and after them it is late once more.
  await call(exportHandlers.arrived, { bag, who: 'Contoh Penerima' }, { context })
  expect(await said()).toEqual(NOTHING)
  ports.clock.advance(15 * DAY_MS)
  expect(await said()).toMatchObject({ lamp: { count: 1 }, lists: all.lists, report: 1 })
  // Receipts that came by line answer a bag too.
  await station.write.transaction((tx) => {
    for (const { id } of tx.all<{ id: string }>('SELECT id FROM recording'))
      tx.run(
        `INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via)
         VALUES ('mmu', (SELECT count(*) + 1 FROM receipt), ?, 1, 'central', 'RECEIVED_AT_CENTRAL', ?, '', '', 'upload')`,
        [id, ports.now().toISOString()],
      )
  })
  expect(await said()).toEqual(NOTHING)
})
