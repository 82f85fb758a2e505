import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { signRequest } from '../lib/http-signature.ts'
import { itemsOf, pathOf, type Sealed } from './testing/sender.ts'
import { type ServedSite, serveSampleSite } from './testing/served-site.ts'

let served: ServedSite
let listening: ServedSite['listening']
let sender: ServedSite['sender']
let trouble: ServedSite['trouble']

beforeEach(async () => {
  served = await serveSampleSite()
  ;({ listening, sender, trouble } = served)
})
afterEach(() => served.close())

async function begun(bytes = 700_000): Promise<Sealed> {
  const packet = sender.seal(bytes)
  await sender.announce([packet])
  await sender.create(packet)
  return packet
}

/** Sends so many bytes of a PATCH that promised all of them, and ends the line in the same breath. */
async function cut(packet: Sealed, from: number, bytes: number): Promise<void> {
  const target = pathOf(packet)
  const headers = { 'upload-offset': String(from) }
  const signed = signRequest({ method: 'PATCH', target, headers }, sender.key, 1_795_000_000, [
    'upload-offset',
  ])
  const said = {
    host: 'x',
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'content-length': String(packet.bytes.length - from),
    ...headers,
    ...signed,
  }
  const head = Object.entries(said).map((line) => line.join(': '))
  const socket = connect(listening.port, '127.0.0.1')
  socket.write(`PATCH ${target} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)
  socket.end(packet.bytes.subarray(from, from + bytes))
  await new Promise((closed) => socket.once('close', closed).resume())
}

it('a line that breaks as soon as it brought something leaves all of it there', async () => {
  const packet = await begun()
  for (const [from, to] of [
    [0, 100_000],
    [100_000, 300_000],
    [300_000, 300_001],
  ] as const) {
    await cut(packet, from, to - from)
    await expect.poll(() => sender.offset(packet)).toBe(to)
  }
  expect(itemsOf(await sender.patch(packet, 300_001))).toMatchObject([{ verdict: 'received' }])
  expect(trouble).toEqual([])
})

it('says how far it has come and until when, and where it goes on', async () => {
  const packet = await begun()
  const { status, headers } = await sender.patch(packet, 0, 5000)
  expect([status, headers.get('upload-offset'), headers.get('tus-resumable')]).toEqual([204, '5000', '1.0.0'])
  expect(Date.parse(headers.get('upload-expires')!) - Date.now()).toBeGreaterThan(29 * 24 * 3_600_000)
  for (const from of [0, 4999, 5001])
    expect(await sender.patch(packet, from, from + 1)).toMatchObject({ status: 409 })
  expect(await sender.offset(packet)).toBe(5000)
})

it('takes no more than was announced, nothing of another type, and nothing that was not begun', async () => {
  const packet = await begun(3000)
  const patch = (headers: Record<string, string>, body: Uint8Array) =>
    sender.tus('PATCH', pathOf(packet), headers, body)
  const longer = new Uint8Array(packet.bytes.length + 1)
  expect((await patch({ 'upload-offset': '0' }, longer)).status).toBe(413)
  expect((await patch({ 'upload-offset': '-1' }, new Uint8Array(1))).status).toBe(413)
  expect((await patch({ 'upload-offset': '0', 'content-type': 'text/plain' }, packet.bytes)).status).toBe(415)
  const other = sender.seal()
  await sender.announce([other])
  expect((await sender.patch(other, 0)).status).toBe(404)
  expect(await sender.offset(packet)).toBe(0)
})
