import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WIRE_PATHS } from '../formats/wire/wire.ts'
import { signRequest } from '../lib/http-signature.ts'
import { itemsOf, keyOf, type Sealed, Sender } from './testing/sender.ts'
import { type ServedSite, serveSampleSite } from './testing/served-site.ts'

let served: ServedSite
let site: ServedSite['site']
let listening: ServedSite['listening']
let sender: ServedSite['sender']
let trouble: ServedSite['trouble']

beforeEach(async () => {
  served = await serveSampleSite()
  ;({ site, listening, sender, trouble } = served)
})
afterEach(() => served.close())

const BYTES = { 'content-type': 'application/offset+octet-stream' }

function creating(packet: Sealed, length = packet.bytes.length) {
  const metadata = `key ${Buffer.from(keyOf(packet)).toString('base64')}`
  return { 'upload-length': String(length), 'upload-metadata': metadata }
}

const whole = (packet: Sealed, from = sender) =>
  from.tus('POST', WIRE_PATHS.upload, { ...BYTES, ...creating(packet) }, packet.bytes)

/** Begins such a request and cuts the line after so many bytes. */
async function cutWhole(packet: Sealed, bytes: number): Promise<void> {
  const headers = creating(packet)
  const request = { method: 'POST', target: WIRE_PATHS.upload, headers }
  const signed = signRequest(request, sender.key, 1_795_000_000, Object.keys(headers))
  const length = { 'content-length': String(packet.bytes.length), 'tus-resumable': '1.0.0', host: 'x' }
  const lines = Object.entries({ ...BYTES, ...length, ...headers, ...signed })
  const socket = connect(listening.port, '127.0.0.1')
  socket.write(
    `POST ${WIRE_PATHS.upload} HTTP/1.1\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n`,
  )
  await new Promise((done) => socket.write(packet.bytes.subarray(0, bytes), done))
  await sleep(50)
  socket.destroy()
  for (let n = 0; n < 200 && (await sender.offset(packet)) !== bytes; n++) await sleep(20)
}

it('a packet that comes with the request that creates it is received at once, and a repeat is answered the same', async () => {
  const packet = sender.seal(300_000)
  await sender.announce([packet])
  const [item] = itemsOf(await whole(packet))
  expect(item).toMatchObject({ id: packet.id, verdict: 'received' })
  expect(readFileSync(site.packetPath(packet.id, packet.sha256))).toEqual(Buffer.from(packet.bytes))
  expect(itemsOf(await whole(packet))).toEqual([item])
  expect((await site.registry.counts()).received).toBe(1)
})

it('cut on the way it goes on at its byte, and is not begun anew', async () => {
  const packet = sender.seal(300_000)
  await sender.announce([packet])
  await cutWhole(packet, 120_000)
  expect(await sender.offset(packet)).toBe(120_000)
  const refused = await whole(packet)
  expect([refused.status, JSON.parse(refused.body)]).toMatchObject([409, { code: 'UPLOAD-UNDER-WAY' }])
  expect(await sender.offset(packet)).toBe(120_000)
  expect(itemsOf(await sender.patch(packet, 120_000))).toMatchObject([{ verdict: 'received' }])
})

it('takes nothing that was not announced, of another length, or of another station', async () => {
  const packet = sender.seal()
  expect((await whole(packet)).status).toBe(401)
  await sender.announce([packet])
  const shorter = { ...packet, bytes: packet.bytes.subarray(0, 100) }
  expect((await whole(shorter)).status).toBe(409)
  const other = new Sender(2)
  other.url = listening.url
  await other.announce([other.seal()])
  expect((await whole(packet, other)).status).toBe(409)
  expect(await sender.offset(packet)).toBeUndefined()
})

it('other bytes than announced are refused as a packet; a full disk is the trouble of the site alone', async () => {
  const packet = sender.seal()
  await sender.announce([packet])
  const bytes = packet.bytes.slice()
  bytes[500]! ^= 1
  expect(itemsOf(await whole({ ...packet, bytes }))).toMatchObject([
    { verdict: 'refused', code: 'PACKET-HASH' },
  ])
  site.switches.fullDisk = true
  expect((await whole(packet)).status).toBe(503)
  expect(trouble).toHaveLength(1)
  site.switches.fullDisk = false
  expect(await sender.announce([packet])).toMatchObject([{ verdict: 'received' }])
})
