import { readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyReceipt } from '../formats/receipt/receipt.ts'
import { STRANGER } from '../formats/testing/sample.ts'
import { type AnswerItem, unpackSigned, WIRE_PATHS } from '../formats/wire/wire.ts'
import { signRequest } from '../lib/http-signature.ts'
import { openSite } from './open-site.ts'
import { listen, type Listening } from './server.ts'
import type { Site } from './site.ts'
import { keyOf, pathOf, type Sealed, Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'

let dir: string
let site: Site
let listening: Listening
let sender: Sender
let trouble: string[]

beforeEach(async () => {
  dir = siteFolder()
  sender = new Sender(1)
  trouble = []
  await start()
})
afterEach(async () => {
  await stop()
  rmSync(dirname(dir), { recursive: true })
})

async function start(): Promise<void> {
  site = await openSite(dir, 'mmu')
  listening = await listen(site, 0, { trouble: (what) => void trouble.push(what) })
  sender.url = listening.url
}

async function stop(): Promise<void> {
  await listening.close()
  await site.close()
}

function other(n: number): Sender {
  const another = new Sender(n)
  another.url = listening.url
  return another
}

function receiptOf(items: AnswerItem[], n = 0) {
  const item = items[n]
  if (item?.verdict !== 'received') throw new Error(JSON.stringify(item))
  return verifyReceipt(unpackSigned(item.receipt), site.trust)
}

const stored = ({ id, sha256 }: Sealed) => new Uint8Array(readFileSync(site.packetPath(id, sha256)))
const halfSent = () => readdirSync(join(dir, 'incoming'))

describe('sending', () => {
  it('announce, create, bytes, receipt; what is stored is what was sent', async () => {
    const packet = sender.seal()
    expect(await sender.announce([packet])).toMatchObject([{ id: packet.id, verdict: 'wanted' }])
    const created = await sender.create(packet)
    expect([created.status, created.headers.get('location')]).toEqual([201, pathOf(packet)])
    expect(created.headers.get('upload-expires')).toMatch(/GMT$/)
    const receipt = receiptOf(await sender.send(packet))
    expect(receipt).toMatchObject({
      site: 'mmu',
      packet: packet.id,
      sha256: packet.sha256,
      attempt: 1,
      grade: 'central',
    })
    expect(stored(packet)).toEqual(packet.bytes)
    expect(halfSent()).toEqual([])
  })

  it('a repeat is answered by the receipt that was given first', async () => {
    const packet = sender.seal()
    await sender.announce([packet])
    const first = receiptOf(await sender.send(packet))
    expect(receiptOf(await sender.announce([packet]))).toEqual(first)
    expect(receiptOf(await sender.send(packet))).toEqual(first)
    await stop()
    await start()
    expect(receiptOf(await sender.announce([packet]))).toEqual(first)
    expect(await site.registry.counts()).toMatchObject({ received: 1, announced: 0 })
  })

  it('another attempt is another receipt', async () => {
    const packet = sender.seal()
    await sender.announce([packet])
    const first = receiptOf(await sender.send(packet))
    expect(await sender.announce([packet], { attempt: 2 })).toMatchObject([{ verdict: 'wanted' }])
    await sender.create(packet, keyOf(packet, 2))
    const path = `${WIRE_PATHS.upload}/${keyOf(packet, 2)}`
    const answer = await sender.tus('PATCH', path, { 'upload-offset': '0' }, packet.bytes)
    expect(JSON.parse(answer.body)).toMatchObject({ items: [{ verdict: 'received', attempt: 2 }] })
    expect(receiptOf(await sender.announce([packet]))).toEqual(first)
  })

  it('goes on after cuts at any byte, across restarts, and never takes back what it acknowledged', async () => {
    const packet = sender.seal(20_000)
    const size = packet.bytes.length
    const cuts = fc.array(fc.integer({ min: 1, max: size - 1 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(cuts, fc.boolean(), async (bytes, restart) => {
        await sender.announce([packet])
        await sender.create(packet)
        for (const cut of bytes) {
          const from = (await sender.offset(packet))!
          await cutPatch(sender, packet, from, Math.min(size - 1, from + cut))
          if (restart) {
            await stop()
            await start()
          }
          expect(await sender.offset(packet)).toBeGreaterThanOrEqual(from)
        }
        const from = (await sender.offset(packet))!
        expect((await sender.patch(packet, from)).status).toBe(200)
        expect(stored(packet)).toEqual(packet.bytes)
        await site.registry.close()
        await listening.close()
        rmSync(join(dir, 'registry.db'))
        await start()
      }),
      { numRuns: 6 },
    )
  })

  it('two stations at once have each their own', async () => {
    const b = other(2)
    const [one, two] = [sender.seal(), b.seal()]
    await Promise.all([sender.announce([one]), b.announce([two])])
    const [first, second] = await Promise.all([sender.send(one), b.send(two)])
    expect([receiptOf(first).packet, receiptOf(second).packet]).toEqual([one.id, two.id])
    expect(new Set([receiptOf(first).serial, receiptOf(second).serial])).toEqual(new Set([1, 2]))
  })
})

/** Sends some bytes of a longer PATCH and cuts the line. */
function cutPatch(from: Sender, packet: Sealed, first: number, end: number): Promise<void> {
  const target = pathOf(packet)
  const headers = { 'upload-offset': String(first) }
  const signed = signRequest({ method: 'PATCH', target, headers }, from.key, 1_795_000_000, ['upload-offset'])
  const lines = Object.entries({
    host: 'x',
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'content-length': String(packet.bytes.length - first),
    ...headers,
    ...signed,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(from.url).port), '127.0.0.1', () => {
      socket.write(`PATCH ${target} HTTP/1.1\r\n${lines.join('')}\r\n`)
      socket.write(packet.bytes.subarray(first, end), () => {
        setTimeout(() => socket.destroy(), 15)
      })
    })
    socket.once('error', reject)
    socket.once('close', () => void sleep(20).then(resolve))
  })
}

describe('a site that died at the wrong moment', () => {
  it('the answer was lost: the next announcement brings the receipt', async () => {
    const packet = sender.seal()
    await sender.announce([packet])
    const lost = receiptOf(await sender.send(packet))
    expect(receiptOf(await sender.announce([packet]))).toEqual(lost)
  })

  it('every byte was there, and nobody had judged them: the next announcement does', async () => {
    const packet = sender.seal()
    await sender.announce([packet])
    await sender.create(packet)
    writeFileSync(join(dir, 'incoming', `${keyOf(packet)}.part`), packet.bytes)
    await stop()
    await start()
    expect(receiptOf(await sender.announce([packet])).packet).toBe(packet.id)
    expect(halfSent()).toEqual([])
  })

  it('what a power cut tore is no verdict: the packet begins anew and is received', async () => {
    const packet = sender.seal()
    await sender.announce([packet])
    const half = join(dir, 'incoming', `${keyOf(packet)}.part`)
    const torn = packet.bytes.slice()
    torn.fill(0, 200)
    // Half of it, then all of it: found by the next bytes, and by the next announcement.
    writeFileSync(half, torn.subarray(0, 1000))
    expect((await sender.patch(packet, 1000)).status).toBe(503)
    expect(halfSent()).toEqual([])
    writeFileSync(half, torn)
    expect(await sender.announce([packet])).toMatchObject([{ verdict: 'wanted' }])
    expect(halfSent()).toEqual([])
    expect(receiptOf(await sender.send(packet)).packet).toBe(packet.id)
  })

  it('what a death left beside half-sent packets is swept once nobody can be writing it', async () => {
    const beside = join(dir, 'incoming', '.x.minisig.0123456789abcdef.tmp')
    writeFileSync(beside, '{')
    await stop()
    await start()
    expect(halfSent()).toHaveLength(1)
    const yesterday = Date.now() / 1000 - 25 * 3600
    utimesSync(beside, yesterday, yesterday)
    await stop()
    await start()
    expect(halfSent()).toEqual([])
  })

  it('its own disk fails: no verdict about the packet, which is received once the disk is well', async () => {
    const packet = sender.seal()
    await sender.announce([packet])
    renameSync(join(dir, 'packets'), join(dir, 'away'))
    writeFileSync(join(dir, 'packets'), 'no folder')
    await sender.create(packet)
    const answer = await sender.patch(packet, 0)
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      503,
      { format: 'rekam-notice', site: 'mmu' },
    ])
    expect(answer.body).not.toContain(dir)
    expect(trouble).toHaveLength(1)
    expect((await sender.say(sender.announcement([packet]))).status).toBe(503)
    rmSync(join(dir, 'packets'))
    renameSync(join(dir, 'away'), join(dir, 'packets'))
    expect(receiptOf(await sender.announce([packet])).packet).toBe(packet.id)
  })
})

describe('refusing', () => {
  it('everything: 503 with the notice, even to a long announcement', async () => {
    site.refusing = 'uploads'
    const packets = Array.from({ length: 150 }, () => sender.seal(1))
    const { status, body, headers } = await sender.say(sender.announcement(packets))
    expect([status, headers.get('retry-after')]).toEqual([503, '600'])
    expect(JSON.parse(body)).toMatchObject({ format: 'rekam-notice', site: 'mmu' })
    expect(body).toContain('471.13/3256/DUKCAPIL')
    expect((await sender.create(packets[0]!)).status).toBe(503)
    expect((await fetch(`${sender.url}${WIRE_PATHS.health}`)).status).toBe(200)
    site.refusing = 'all'
    await expect(sender.say(sender.announcement(packets))).rejects.toThrow('fetch failed')
    expect(await site.registry.counts()).toMatchObject({ announced: 0, received: 0 })
  })

  it('one bad packet among good ones', async () => {
    const b = other(2)
    const [good, other_, bent, huge] = [sender.seal(), b.seal(), sender.seal(), sender.seal()]
    const { items, ...rest } = sender.announcement([good, other_, bent, huge, good])
    const changed = [
      items[0]!,
      items[1]!,
      { ...items[2]!, signature: items[2]!.signature.replace(/seq=\d+/, 'seq=999') },
      { ...items[3]!, bytes: 1 << 30 },
      { ...items[4]!, id: items[2]!.id },
    ]
    const said = await sender.say({ ...rest, items: changed })
    expect(JSON.parse(said.body)).toMatchObject({
      items: [
        { verdict: 'wanted' },
        { verdict: 'refused', code: 'TRUST-UNKNOWN-KEY' },
        { verdict: 'refused', code: 'SIGNATURE-BAD' },
        { verdict: 'refused', code: 'PACKET-TOO-LARGE' },
        { verdict: 'refused', code: 'TRUST-STAMP' },
      ],
    })
    expect(receiptOf(await sender.send(good)).packet).toBe(good.id)
    expect((await sender.create(bent)).status).toBe(409)
  })

  it("another station's packet, though its key is known", async () => {
    const b = other(2)
    const packet = b.seal()
    await b.announce([b.seal()])
    expect(await sender.announce([packet])).toMatchObject([{ verdict: 'refused', code: 'TRUST-STAMP' }])
  })

  it('other bytes than announced, and takes the right ones after', async () => {
    const packet = sender.seal()
    await sender.announce([packet])
    const flipped = { ...packet, bytes: packet.bytes.map((byte, i) => (i === 5000 ? byte ^ 1 : byte)) }
    expect(await sender.send(flipped)).toMatchObject([{ verdict: 'refused', code: 'PACKET-HASH' }])
    expect(halfSent()).toEqual([])
    expect(receiptOf(await sender.send(packet)).packet).toBe(packet.id)
  })

  it('a second packet under a known id, and bytes that the signature does not cover', async () => {
    const packet = sender.seal()
    await sender.announce([packet])
    await sender.send(packet)
    const twin = { ...sender.seal(), id: packet.id, signature: packet.signature }
    expect(await sender.announce([twin])).toMatchObject([{ verdict: 'refused', code: 'PACKET-CONFLICT' }])
    const [one, two] = [sender.seal(), sender.seal()]
    const swapped = { ...one, bytes: two.bytes, sha256: two.sha256 }
    await sender.announce([swapped])
    expect(await sender.send(swapped)).toMatchObject([{ verdict: 'refused', code: 'SIGNATURE-BAD' }])
  })
})

describe('who may speak', () => {
  it.each<
    [
      string,
      (announce: ReturnType<Sender['announcement']>) => Promise<{ status: number; body: string }>,
      string,
    ]
  >([
    ['nobody unsigned', (announce) => sender.say(announce, { signature: '' }), 'HTTP-UNSIGNED'],
    ['no stranger', (announce) => strange().say({ ...announce, certificates: [] }), 'HTTP-UNKNOWN-KEY'],
    [
      'no station as another',
      (announce) => sender.say({ ...announce, station: '5272-01-B' }),
      'HTTP-STATION',
    ],
  ])('%s', async (_, say, code) => {
    const { status, body } = await say(sender.announcement([sender.seal()]))
    expect([status, JSON.parse(body)]).toMatchObject([401, { code }])
    expect((await site.registry.counts()).announced).toBe(0)
  })

  function strange(): Sender {
    const stranger = new Sender(3)
    return Object.assign(stranger, { key: STRANGER, url: sender.url })
  }

  it('keeps no certificate that no authority signed', async () => {
    const forged = { bytes: sender.certificate.bytes, signature: new Sender(2).certificate.signature }
    await site.learn([forged])
    expect(await site.registry.certificates()).toEqual([])
    await site.learn([sender.certificate, sender.certificate])
    expect(await site.registry.certificates()).toHaveLength(1)
  })

  it('whoever an intake beside the server came to know, too', async () => {
    const beside = await openSite(dir, 'mmu')
    await beside.learn([sender.certificate])
    await beside.close()
    expect(await sender.announce([sender.seal()])).toMatchObject([{ verdict: 'wanted' }])
  })

  it('nobody to what another announced, nor to what nobody did', async () => {
    const b = other(2)
    const packet = sender.seal()
    await sender.announce([packet])
    await sender.create(packet)
    await b.announce([b.seal()])
    for (const method of ['HEAD', 'PATCH']) {
      expect((await b.tus(method, pathOf(packet), { 'upload-offset': '0' })).status).toBe(409)
    }
    expect((await b.create(packet)).status).toBe(409)
    expect((await sender.create(sender.seal())).status).toBe(409)
    expect(await sender.offset(packet)).toBe(0)
  })

  it.each(['/v1/upload/..%2F..%2Fsite', '/v1/upload/%00', '/v1/upload/', '/v1/uploadx'])(
    'nobody to other files: %s',
    async (target) => {
      await sender.announce([sender.seal()])
      expect((await sender.tus('HEAD', target, {})).status).toBe(409)
    },
  )

  it('by no other verb, and none in disguise', async () => {
    const packet = sender.seal()
    await sender.announce([packet])
    await sender.create(packet)
    for (const method of ['DELETE', 'GET', 'PUT', 'OPTIONS']) {
      expect((await sender.tus(method, pathOf(packet), {})).status).toBe(405)
    }
    const disguised = { 'x-http-method-override': 'DELETE', 'upload-offset': '0' }
    expect((await sender.tus('PATCH', pathOf(packet), disguised)).status).toBe(405)
    expect(await sender.offset(packet)).toBe(0)
  })

  it('with an announcement that can be read', async () => {
    const post = (body: string, headers = {}) =>
      fetch(`${sender.url}${WIRE_PATHS.announce}`, { method: 'POST', body, headers })
    expect((await post('{')).status).toBe(400)
    expect((await post('['.repeat(100_000))).status).toBe(400)
    expect((await post(' '.repeat(3 << 20))).status).toBe(413)
    expect((await fetch(`${sender.url}/etc/passwd`)).status).toBe(404)
  })
})
