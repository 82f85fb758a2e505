import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listen, type Listening } from '../../datacenter/server.ts'
import { makeSiteTls } from '../keys/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestSite, type TestSite } from '../upload/testing/sites.ts'
import { sendRound, uploadStatus } from '../upload/index.ts'
import { markPrinted } from './life.ts'
import { receiveBlanks } from './blanks.ts'
import { orderCards, reportCards } from './orders.ts'
import { cardRow } from './queries.ts'

/** Print orders go over the same line as packets: with the site's own CA, and with words for what is wrong with it. */

const random = (bytes: number) => new Uint8Array(bytes).fill(7)
const made = (now: string) =>
  makeSiteTls({ site: 'mmu', hosts: ['127.0.0.1'] }, { now: new Date(now), random })
let good: Awaited<ReturnType<typeof made>>
let old: Awaited<ReturnType<typeof made>>
beforeAll(async () => {
  good = await made(new Date().toISOString())
  old = await made('2001-03-17T00:00:00Z')
})

let open: TestStation
let mmu: TestSite
let secure: Listening
let server: Server | undefined
let id: string
beforeEach(async () => {
  const [plain, nowhere] = [await freePort(), await freePort()]
  open = await openTestStation({
    urls: { mmu: `http://127.0.0.1:${plain}`, batam: `http://127.0.0.1:${nowhere}` },
    actor: { account: 'penyelia', role: 'penyelia' },
  })
  mmu = await openTestSite(open, 'mmu', plain)
  const expired = { cert: old.certificate, key: old.key }
  secure = await listen(mmu.site, 0, { tls: { cert: good.certificate, key: good.key, expired } })
  ;[id] = (await seedRecordings(open.station, 1, { bytes: 3000 })) as [string]
  await sendRound(open.station, { now: true })
  await mmu.site.work()
  await mmu.site.registry.transaction((tx) => tx.run(`UPDATE record SET status = 'PRINT_READY_RECORD'`))
  await open.station.write.transaction((tx) => {
    tx.run(`UPDATE recording_status SET status = 'PRINT_READY_RECORD'`)
  })
})
afterEach(async () => {
  if (server) {
    server.closeAllConnections()
    server.close()
  }
  server = undefined
  await secure.close()
  await mmu.close()
  await open.close()
})

/** From now on the profile's MMU is there. */
function moved(url: string, ca?: string): void {
  const sites = open.station.profile.sites.map((site) =>
    site.code === 'mmu' ? { ...site, url, ...(ca === undefined ? {} : { ca }) } : site,
  )
  Object.assign(open.station.profile, { sites })
}
const order = () => orderCards(open.station, [id])
const standsMmu = () => uploadStatus(open.station).sites.find((one) => one.code === 'mmu')
const code = () => cardRow(open.station.read, id)?.code

describe('a card is ordered over TLS', () => {
  it('by the site’s own CA; and what became of it is heard', async () => {
    moved(secure.url, good.certificate)
    expect(await order()).toMatchObject({ granted: 1, waiting: 0 })
    await receiveBlanks(open.station, 1, 'Surat 1')
    await markPrinted(open.station, id)
    expect(await reportCards(open.station)).toBe(1)
    expect(await mmu.site.registry.read.get('SELECT status FROM record WHERE packet = ?', [id])).toEqual({
      status: 'CARD_PRINTED',
    })
  })

  it('of an unknown CA nothing is ordered, and the card says why', async () => {
    moved(secure.url)
    expect(await order()).toMatchObject({ granted: 0, waiting: 1 })
    expect(code()).toBe('UPLOAD-TLS')
    // It is the same line that packets take: the lamps say so too.
    expect(standsMmu()).toMatchObject({ state: 'unreachable', trouble: 'UPLOAD-TLS' })
  })

  it('a certificate out of its time has a code of its own', async () => {
    mmu.site.switches.expiredCertificate = true
    moved(secure.url, old.certificate)
    expect(await order()).toMatchObject({ granted: 0, waiting: 1 })
    expect(code()).toBe('UPLOAD-TLS-TIME')
  })
})

describe('what answers but is no site', () => {
  const answering = async (listener: RequestListener) => {
    const port = await freePort()
    server = createServer(listener)
    await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve))
    moved(`http://127.0.0.1:${port}`)
  }

  it('a flood without a declared length is cut off soon', async () => {
    let sent = 0
    await answering((request, response) => {
      request.resume()
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = () => {
        sent += 1 << 16
        if (response.destroyed || sent > 200 << 20) response.end()
        else response.write(Buffer.alloc(1 << 16, 0x20), () => setImmediate(more))
      }
      more()
    })
    expect(await order()).toMatchObject({ granted: 0, waiting: 1 })
    expect(sent).toBeLessThan(16 << 20)
    expect(code()).toBe('UPLOAD-NO-RECEIPT')
  })

  it('a captive portal', async () => {
    await answering((request, response) => {
      request.resume()
      response.end('<html>Silakan login</html>')
    })
    expect(await order()).toMatchObject({ granted: 0, waiting: 1 })
    expect(code()).toBe('UPLOAD-NO-RECEIPT')
  })

  it('a silent site is asked once in one act, not for results and then for rights', async () => {
    await order()
    await receiveBlanks(open.station, 1, 'Surat 1')
    await markPrinted(open.station, id)
    const [other] = (await seedRecordings(open.station, 1, { from: 2, bytes: 3000 })) as [string]
    await open.station.write.transaction((tx) => {
      tx.run(`UPDATE recording_status SET status = 'PRINT_READY_RECORD' WHERE recording = ?`, [other])
    })
    let asked = 0
    await answering((request) => {
      asked++
      request.socket.destroy()
    })
    expect(await orderCards(open.station, [other])).toMatchObject({ granted: 0, waiting: 1 })
    expect([asked, cardRow(open.station.read, other)?.code]).toEqual([1, 'PRINT-UNREACHABLE'])
  })

  it('a site that answers is told of before one that is silent', async () => {
    await mmu.site.registry.transaction((tx) => tx.run(`UPDATE record SET status = 'PROCESSING_AT_CENTRAL'`))
    expect(await order()).toMatchObject({ granted: 0, waiting: 1 })
    expect(code()).toBe('PRINT-NOT-READY')
  })
})
