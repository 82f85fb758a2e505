import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createLine } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WIRE_PATHS } from '../formats/wire/wire.ts'
import { listenDesk } from './desk/desk.ts'
import { arrivals, registerArrival, takeArrival } from './intake-arrivals.ts'
import { serve } from './serve.ts'
import { switchesOff } from './switches.ts'
import { bagOf } from './testing/bag.ts'
import { patchOf, RawLines } from './testing/raw-lines.ts'
import { itemsOf, keyOf, type Sealed, Sender, type Spoken } from './testing/sender.ts'
import { serveSampleSite, type ServedSite } from './testing/served-site.ts'
import { siteFolder } from './testing/site-folder.ts'
import { UnderWay } from './under-way.ts'

/** How a site ends: what it has whole is answered, what still waits for bytes is broken off, and nothing asks its registry afterwards. */

let served: ServedSite
const lines = new RawLines()

beforeEach(async () => {
  served = await serveSampleSite()
})
afterEach(async () => {
  lines.destroy()
  await served.close()
})

/** The packet whole in one request. */
function whole(packet: Sealed): Promise<Spoken> {
  const headers = {
    'content-type': 'application/offset+octet-stream',
    'upload-length': String(packet.bytes.length),
    'upload-metadata': `key ${Buffer.from(keyOf(packet)).toString('base64')}`,
  }
  return served.sender.tus('POST', WIRE_PATHS.upload, headers, packet.bytes)
}

/** Holds receipts back: `asked` when the site is about to give one, `go` lets it. */
function receiptsWait(): { asked: Promise<void>; go: () => void } {
  const [asked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { site } = served
  const receive = site.receive.bind(site)
  site.receive = async (list) => {
    asked.resolve()
    await gate.promise
    return receive(list)
  }
  return { asked: asked.promise, go: gate.resolve }
}

/** Holds the registry's answers back. */
function questionsWait(): { asked: Promise<void>; go: () => void } {
  const [asked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { sql } = served.site.registry
  const all = sql.all.bind(sql)
  sql.all = async (...question) => {
    asked.resolve()
    await gate.promise
    return all(...question)
  }
  return { asked: asked.promise, go: gate.resolve }
}

const halfSent = (dir = served.site.dir) =>
  readdirSync(join(dir, 'incoming')).map((name) => statSync(join(dir, 'incoming', name)).size)

async function closedWithin(ms: number): Promise<boolean> {
  const since = performance.now()
  await served.listening.close()
  await served.site.close()
  return performance.now() - since < ms
}

describe('a site that closes', () => {
  it('answers what it has whole, and takes nobody new', async () => {
    const { sender, listening, site } = served
    const packet = sender.seal()
    await sender.announce([packet])
    const { asked, go } = receiptsWait()
    const answer = whole(packet)
    await asked
    const closing = listening.close()
    await expect(lines.written(listening.port, 'GET /')).rejects.toThrow('ECONNREFUSED')
    go()
    expect(itemsOf(await answer)).toMatchObject([{ id: packet.id, verdict: 'received' }])
    await closing
    expect(await site.registry.holds(packet.id)).toBe(true)
    expect(served.trouble).toEqual([])
  })

  it('breaks off what still waits for bytes, and keeps those that came', async () => {
    const { sender, listening } = served
    const packet = sender.seal(3_000_000)
    await sender.announce([packet])
    await sender.create(packet)
    const { closed } = await lines.written(
      listening.port,
      patchOf(packet, sender),
      packet.bytes.subarray(0, 2_500_000),
    )
    await expect.poll(() => halfSent()[0]).toBeGreaterThan(1_000_000)
    expect(await closedWithin(4000)).toBe(true)
    await closed
    expect(halfSent()).toEqual([2_500_000])
    expect(served.trouble).toEqual([])
  })

  it('waits for no question of which half came', async () => {
    const { listening } = served
    const lied = `POST ${WIRE_PATHS.announce} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{`
    const { closed } = await lines.written(listening.port, lied)
    await expect.poll(() => fetch(`${listening.url}${WIRE_PATHS.health}`).then(({ ok }) => ok)).toBe(true)
    expect(await closedWithin(4000)).toBe(true)
    await closed
    expect(served.trouble).toEqual([])
  })

  it('leaves a line alone on which nothing is asked', async () => {
    const { closed } = await lines.written(served.listening.port, 'GET /v1/hea')
    expect(await closedWithin(1000)).toBe(true)
    await closed
    expect(served.trouble).toEqual([])
  })
})

describe('a site that is told to stop', () => {
  it('waits neither for the other site nor for half a packet, and says nothing of either', async () => {
    const dir = siteFolder()
    const sender = new Sender(1)
    const silent = createLine((line) => lines.keep(line)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const peer = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const said: string[] = []
    const { promise, resolve: stop } = Promise.withResolvers<void>()
    const terminal = { out: (line: string) => said.push(line), err: (line: string) => said.push(line) }
    const running = serve({ code: 'mmu', dir, port: 0, peer, desk: 0 }, switchesOff(), {
      ...terminal,
      stopped: () => promise,
    })
    await expect.poll(() => said).toHaveLength(2)
    sender.url = said[0]!.split(' ').at(-1)!
    const packet = sender.seal(3_000_000)
    await sender.announce([packet])
    await sender.create(packet)
    const port = Number(new URL(sender.url).port)
    await lines.written(port, patchOf(packet, sender), packet.bytes.subarray(0, 2_500_000))
    await expect.poll(() => halfSent(dir)[0]).toBeGreaterThan(1_000_000)
    const since = performance.now()
    stop()
    await running
    expect(performance.now() - since).toBeLessThan(4000)
    expect(said).toHaveLength(2)
    expect(halfSent(dir)).toEqual([2_500_000])
    silent.close()
    rmSync(dirname(dir), { recursive: true })
  })

  it('takes no more of a bag, whose medium waits as before', async () => {
    const { site, sender } = served
    const drive = mkdtempSync(join(tmpdir(), 'rekam-closing-'))
    const bag = await bagOf(sender, { drive, packets: [sender.seal(), sender.seal()], sequence: 1 })
    const arrival = await registerArrival(site, { courier: 'Contoh Kurir', medium: 'USB', slip: 'SJ-1' })
    site.end()
    await expect(takeArrival(site, arrival, bag, drive)).rejects.toMatchObject({ code: 'SITE-ENDING' })
    expect(await arrivals(site.registry.read)).toMatchObject([{ id: arrival, state: 'registered' }])
    rmSync(drive, { recursive: true })
  })

  it('ends its desk when what was asked there is answered', async () => {
    const { site } = served
    const desk = await listenDesk(site, 0)
    const { asked, go } = questionsWait()
    const shown = fetch(desk.url)
    await asked
    let closed = false
    const closing = desk.close().then(() => (closed = true))
    await expect(lines.written(desk.port, 'GET /')).rejects.toThrow('ECONNREFUSED')
    expect(closed).toBe(false)
    go()
    expect((await shown).status).toBe(200)
    await closing
  })
})

it('nobody is waited for who never reads the answer, and no longer for what never ends', async () => {
  const underWay = new UnderWay()
  const server = createServer((request, response) =>
    underWay.run(request, response, () => void response.end(Buffer.alloc(64 << 20))),
  )
  const line = createLine((raw) => underWay.connect(server, raw, raw)).listen(0, '127.0.0.1')
  await once(line, 'listening')
  const { line: reader } = await lines.written(
    (line.address() as AddressInfo).port,
    'GET / HTTP/1.1\r\nhost: x\r\n\r\n',
  )
  await once(reader, 'readable')
  const since = performance.now()
  await underWay.close(line, 400)
  const took = performance.now() - since
  expect([took >= 390, took < 4000]).toEqual([true, true])
})
