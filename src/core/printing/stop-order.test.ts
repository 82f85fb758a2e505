import { call } from '@orpc/server'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { openTestSite, type TestSite } from '../upload/testing/sites.ts'
import { sendRound, uploadStatus } from '../upload/index.ts'
import { receiveBlanks } from './blanks.ts'
import { printingHandlers } from './handlers.ts'
import { markPrinted } from './life.ts'
import { cardRow } from './queries.ts'
import { startPrintingService } from './service.ts'

/** A person stops an order while a site is silent: nothing is lost, nothing is given twice. */

let open: TestStation
let mmu: TestSite
let line: Server
/** Questions that reached the line; what the site said to them is kept back. */
let asked: number
let silent: boolean
let id: string

/** A line to the site: the question arrives and is answered, and while it is silent the answer is not brought back. */
const passOn = (url: string) =>
  createServer((request: IncomingMessage, response) => {
    void (async () => {
      const chunks: Uint8Array[] = []
      for await (const chunk of request) chunks.push(chunk as Uint8Array)
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(
          ([name]) => !['host', 'connection', 'content-length'].includes(name),
        ),
      ) as Record<string, string>
      const answer = await fetch(new URL(request.url!, url), {
        method: 'POST',
        headers,
        body: Buffer.concat(chunks),
      })
      const body = Buffer.from(await answer.arrayBuffer())
      asked++
      if (silent) return
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(body)
    })()
  })

beforeEach(async () => {
  const [plain, between, nowhere] = [await freePort(), await freePort(), await freePort()]
  open = await openTestStation({
    urls: { mmu: `http://127.0.0.1:${plain}`, batam: `http://127.0.0.1:${nowhere}` },
    actor: { account: 'penyelia', role: 'penyelia' },
  })
  mmu = await openTestSite(open, 'mmu', plain)
  ;[id] = (await seedRecordings(open.station, 1, { bytes: 3000 })) as [string]
  await sendRound(open.station, { now: true })
  await mmu.site.work()
  await mmu.site.registry.transaction((tx) => tx.run(`UPDATE record SET status = 'PRINT_READY_RECORD'`))
  await open.station.write.transaction((tx) =>
    tx.run(`UPDATE recording_status SET status = 'PRINT_READY_RECORD'`),
  )
  line = passOn(`http://127.0.0.1:${plain}`)
  await new Promise<void>((resolve) => line.listen(between, '127.0.0.1', resolve))
  const sites = open.station.profile.sites.map((site) =>
    site.code === 'mmu' ? { ...site, url: `http://127.0.0.1:${between}` } : site,
  )
  Object.assign(open.station.profile, { sites })
  asked = 0
  silent = true
})
afterEach(async () => {
  line.closeAllConnections()
  line.close()
  await mmu.close()
  await open.close()
})

const context = () => ({ context: open.context })
const order = () => call(printingHandlers.order, { recordings: [id] }, context())
const stop = () => call(printingHandlers.endOrder, {}, context())
const until = (questions: number) => vi.waitUntil(() => asked >= questions, 20_000)
const grants = () =>
  mmu.site.registry.read.all<{ n: number }>("SELECT 1 AS n FROM print_paper WHERE kind = 'grant'")

it('ends at once, and the next order is the same one: the site gives what it had given', async () => {
  const before = uploadStatus(open.station).sites
  const began = Date.now()
  const first = order()
  await until(1)
  await stop()
  expect(await first).toEqual({ granted: 0, waiting: 1, stopped: true })
  expect(Date.now() - began).toBeLessThan(10_000)
  const key = cardRow(open.station.read, id)?.order_id
  expect(cardRow(open.station.read, id)).toMatchObject({ state: 'ordered', code: null })
  // That a person stopped says nothing of the site.
  expect(uploadStatus(open.station).sites).toEqual(before)
  silent = false
  expect(await order()).toEqual({ granted: 1, waiting: 0, stopped: false })
  expect(cardRow(open.station.read, id)).toMatchObject({ state: 'granted', order_id: key })
  expect(await grants()).toHaveLength(1)
})

it('a print that was being told is told again, once', async () => {
  silent = false
  await order()
  await receiveBlanks(open.station, 1, 'Surat 1')
  await markPrinted(open.station, id)
  const [other] = (await seedRecordings(open.station, 1, { from: 2, bytes: 3000 })) as [string]
  await open.station.write.transaction((tx) =>
    tx.run(`UPDATE recording_status SET status = 'PRINT_READY_RECORD' WHERE recording = ?`, [other]),
  )
  silent = true
  const telling = call(printingHandlers.order, { recordings: [other] }, context())
  await until(2)
  await stop()
  expect(await telling).toMatchObject({ stopped: true })
  expect(cardRow(open.station.read, id)).toMatchObject({ state: 'printed', report: 'printed' })
  silent = false
  await call(printingHandlers.order, { recordings: [other] }, context())
  expect(cardRow(open.station.read, id)).toMatchObject({ state: 'printed', report: null })
  const results = await mmu.site.registry.read.all("SELECT 1 FROM print_paper WHERE kind = 'result'")
  expect(results).toHaveLength(1)
})

it('a station that is closed waits for no silent site', async () => {
  silent = false
  await order()
  await receiveBlanks(open.station, 1, 'Surat 1')
  await markPrinted(open.station, id)
  silent = true
  const end = startPrintingService(open.station)
  await until(2)
  const began = Date.now()
  await end()
  expect(Date.now() - began).toBeLessThan(5000)
})
