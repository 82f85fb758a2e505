import { call } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { formatId } from '../../formats/id.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { sendRound } from '../upload/index.ts'
import { openTestSite, type TestSite } from '../upload/testing/sites.ts'
import { ordersToCarry } from './carried.ts'
import { printingHandlers } from './index.ts'
import { reportCards } from './orders.ts'
import { cardRow, foundCard, putCard } from './queries.ts'

let open: TestStation
let mmu: TestSite
let id: string
beforeEach(async () => {
  const ports = { mmu: await freePort(), batam: await freePort() }
  const urls = { mmu: `http://127.0.0.1:${ports.mmu}`, batam: `http://127.0.0.1:${ports.batam}` }
  open = await openTestStation({ urls, actor: { account: 'penyelia', role: 'penyelia' } })
  mmu = await openTestSite(open, 'mmu', ports.mmu)
  const [only = ''] = await seedRecordings(open.station, 1, { bytes: 3000 })
  id = only
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

/** Cards that were found after a restore, of which the site that answers has not heard: it notes none of them. */
const behind = (n: number) =>
  open.station.write.transaction((tx) => {
    for (let i = 0; i < n; i++) {
      const recording = formatId(
        Uint8Array.from({ length: 16 }, (_, at) => (at < 14 ? 0 : (i >> (at === 14 ? 8 : 0)) & 255)),
      )
      putCard(tx, {
        ...foundCard(recording, undefined, '2026-11-23T00:00:00.000Z'),
        report: 'printed',
        report_order: recording,
      })
    }
  })

it('results that no site notes keep none of the others from being told, however many they are', async () => {
  const context = { context: open.context }
  await call(printingHandlers.receive, { count: 9, note: 'Surat 1' }, context)
  await call(printingHandlers.order, { recordings: [id] }, context)
  await call(printingHandlers.printed, { recording: id }, context)
  await behind(600)
  await reportCards(open.station)
  expect(cardRow(open.station.read, id)?.report).toBeNull()
  expect(await ordersToCarry(open.station)).toHaveLength(600)
})
