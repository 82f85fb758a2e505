import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sampleId } from '../../formats/testing/sample.ts'
import { PrintOffice } from '../printing/office.ts'
import { recordOf } from '../registry/records.ts'
import { listen, type Listening } from '../server.ts'
import type { Site } from '../site.ts'
import { openSampleSite } from '../testing/sample-site.ts'
import { type Sealed, Sender } from '../testing/sender.ts'
import { PeerClient } from './peer-client.ts'
import { replicate } from './replicate.ts'

type Code = 'mmu' | 'batam'

let dir: string
let now: Date
let sites: Record<Code, Site>
let lines: Record<Code, Listening>
let peers: Record<Code, PeerClient>
let orders: number
const sender = new Sender(1)

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-cards-'))
  now = new Date('2026-11-23T00:00:00Z')
  orders = 100
  const open = (code: Code) => openSampleSite(dir, code, { now: () => now, matchAfterMs: 1000 })
  sites = { mmu: await open('mmu'), batam: await open('batam') }
  lines = { mmu: await listen(sites.mmu, 0), batam: await listen(sites.batam, 0) }
  peers = {
    mmu: new PeerClient(sites.mmu, { url: lines.batam.url }),
    batam: new PeerClient(sites.batam, { url: lines.mmu.url }),
  }
})
afterEach(async () => {
  for (const code of ['mmu', 'batam'] as const) {
    await lines[code].close()
    await sites[code].close()
  }
  rmSync(dir, { recursive: true })
})

const later = () => {
  now = new Date(now.getTime() + 60_000)
}
const newOrder = () => sampleId(orders++)
async function both(): Promise<void> {
  await replicate(sites.mmu, peers.mmu)
  await replicate(sites.batam, peers.batam)
}
const statuses = async ({ id }: Sealed) => [
  (await recordOf(sites.mmu.registry.read, id))?.status,
  (await recordOf(sites.batam.registry.read, id))?.status,
]
async function send(packet: Sealed, to: Code): Promise<void> {
  sender.url = lines[to].url
  await sender.announce([packet])
  await sender.send(packet)
}
/** A packet that both sites hold to be unique. */
async function unique(): Promise<Sealed> {
  const packet = sender.sealPerson({ n: 1 })
  await send(packet, 'mmu')
  later()
  await sites.mmu.work()
  await both()
  return packet
}
async function say(
  at: Code,
  { id: packet }: Sealed,
  order: string,
  want: 'grant' | 'printed' | 'spoilt' | 'issued',
): Promise<void> {
  later()
  const said = { order, packet, want, fence: 0, ...(want === 'grant' ? { again: 'Tidak ada kartu' } : {}) }
  const { verdict } = await new PrintOffice(sites[at], peers[at]).order(sender.station, said)
  if (verdict === 'refused') throw new Error(`${want} at ${at} was refused`)
}

it('a misprint at one site, after its print was heard of: the other goes back as well, and on with the next card', async () => {
  const packet = await unique()
  const [first, second] = [newOrder(), newOrder()]
  await say('mmu', packet, first, 'grant')
  await say('mmu', packet, first, 'printed')
  await both()
  expect(await statuses(packet)).toEqual(['CARD_PRINTED', 'CARD_PRINTED'])
  await say('mmu', packet, first, 'spoilt')
  await both()
  expect(await statuses(packet)).toEqual(['PRINT_READY_RECORD', 'PRINT_READY_RECORD'])
  await say('batam', packet, second, 'grant')
  await both()
  expect(await statuses(packet)).toEqual(['SENT_FOR_CARD_PRINTING', 'SENT_FOR_CARD_PRINTING'])
  await say('batam', packet, second, 'printed')
  await both()
  expect(await statuses(packet)).toEqual(['CARD_PRINTED', 'CARD_PRINTED'])
})

it('a supervisor’s word that there is no card: both know that another one is on its way', async () => {
  const packet = await unique()
  const [first, second] = [newOrder(), newOrder()]
  await say('mmu', packet, first, 'grant')
  await say('mmu', packet, first, 'printed')
  await both()
  await say('mmu', packet, second, 'grant')
  await both()
  expect(await statuses(packet)).toEqual(['SENT_FOR_CARD_PRINTING', 'SENT_FOR_CARD_PRINTING'])
})

it('printed, told to a site that had not heard of the order: both know of the card', async () => {
  const packet = await unique()
  const order = newOrder()
  await say('mmu', packet, order, 'grant')
  await say('batam', packet, order, 'printed')
  await both()
  await both()
  expect(await statuses(packet)).toEqual(['CARD_PRINTED', 'CARD_PRINTED'])
})

it('several cards while the line was cut: whatever of it is heard first, both end at the last', async () => {
  const packet = await unique()
  const [first, second] = [newOrder(), newOrder()]
  await say('mmu', packet, first, 'grant')
  await say('mmu', packet, first, 'printed')
  await say('mmu', packet, first, 'spoilt')
  await say('mmu', packet, second, 'grant')
  await both()
  expect(await statuses(packet)).toEqual(['SENT_FOR_CARD_PRINTING', 'SENT_FOR_CARD_PRINTING'])
  await say('batam', packet, second, 'issued')
  await both()
  expect(await statuses(packet)).toEqual(['CARD_ISSUED', 'CARD_ISSUED'])
})

it('one person with a record at each site: the second card waits also where the first was printed before the two met', async () => {
  const [first, again] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 1 })]
  await send(first, 'mmu')
  await send(again, 'batam')
  // Declared dead, the other decides alone: both are unique.
  await sites.batam.takeOver()
  later()
  await sites.mmu.work()
  later()
  await sites.batam.work()
  const order = newOrder()
  await say('mmu', first, order, 'grant')
  await say('mmu', first, order, 'printed')
  await both()
  await both()
  later()
  for (const site of [sites.mmu, sites.batam]) await site.work()
  const held = async (site: Site) =>
    Promise.all([first, again].map(async ({ id }) => (await recordOf(site.registry.read, id))?.conflict))
  expect([await held(sites.mmu), await held(sites.batam)]).toEqual([
    [null, first.id],
    [null, first.id],
  ])
})
