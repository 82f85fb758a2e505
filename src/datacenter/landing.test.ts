import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSite } from './open-site.ts'
import { listen, type Listening } from './server.ts'
import type { Site } from './site.ts'
import { itemsOf, keyOf, type Sealed, Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'

let dir: string
let site: Site
let listening: Listening
let sender: Sender
let transactions: number

beforeEach(async () => {
  dir = siteFolder()
  site = await openSite(dir, 'mmu')
  listening = await listen(site, 0)
  sender = new Sender(1)
  sender.url = listening.url
  transactions = 0
  const receive = site.receive.bind(site)
  site.receive = (list) => {
    transactions++
    return receive(list)
  }
})
afterEach(async () => {
  await listening.close()
  await site.close()
  rmSync(dirname(dir), { recursive: true, force: true })
})

/** The packet whole in one request. */
function whole(packet: Sealed) {
  const metadata = `key ${Buffer.from(keyOf(packet)).toString('base64')}`
  const headers = {
    'content-type': 'application/offset+octet-stream',
    'upload-length': String(packet.bytes.length),
    'upload-metadata': metadata,
  }
  return sender.tus('POST', '/v1/upload', headers, packet.bytes)
}

const seal = (count: number) => Array.from({ length: count }, () => sender.seal(50_000))

it('what comes together gets its receipts in fewer transactions, each its own', async () => {
  const packets = seal(12)
  await sender.announce(packets)
  const answers = await Promise.all(packets.map((packet) => whole(packet)))
  for (const [n, answer] of answers.entries())
    expect(itemsOf(answer)).toMatchObject([{ id: packets[n]!.id, verdict: 'received' }])
  expect(transactions).toBeLessThan(packets.length)
  for (const { id, sha256, bytes, signature } of packets) {
    const path = site.packetPath(id, sha256)
    expect(readFileSync(path)).toEqual(Buffer.from(bytes))
    expect(readFileSync(`${path}.minisig`, 'utf8')).toBe(signature)
  }
  expect((await site.registry.counts()).received).toBe(12)
})

it('one that cannot be received keeps none of those that came with it', async () => {
  const packets = seal(6)
  const [bad] = packets
  await sender.announce(packets)
  const receive = site.receive.bind(site)
  site.receive = (list) =>
    list.some(({ entry }) => entry.packet === bad!.id) ? Promise.reject(new Error('no')) : receive(list)
  const answers = await Promise.all(packets.map((packet) => whole(packet)))
  expect(answers.map(({ status }) => status)).toEqual([503, 200, 200, 200, 200, 200])
  site.receive = receive
  expect((await sender.announce([bad!]))[0]?.verdict).toBe('wanted')
  expect(itemsOf(await whole(bad!))).toMatchObject([{ verdict: 'received' }])
})

it('a full disk keeps all of them, and nothing is left lying under a name', async () => {
  const packets = seal(4)
  await sender.announce(packets)
  site.switches.fullDisk = true
  const answers = await Promise.all(packets.map((packet) => whole(packet)))
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503])
  for (const { id, sha256 } of packets) expect(existsSync(site.packetPath(id, sha256))).toBe(false)
  site.switches.fullDisk = false
  const again = await sender.announce(packets)
  expect(again.map(({ verdict }) => verdict)).toEqual(Array(4).fill('received'))
})
