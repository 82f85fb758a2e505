import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { gapsOf } from './gaps.ts'
import { arrivals } from './intake-arrivals.ts'
import { intakeAll } from './intake-batch.ts'
import { replyLetter } from './intake-reply.ts'
import { openSite } from './open-site.ts'
import type { Site } from './site.ts'
import { bagOf } from './testing/bag.ts'
import { Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'

/** A week of an outage at the intake: 200 bags of five stations, checked side by side. */
const STATIONS = 5
const BAGS = 40
const PACKETS = 3

let base: string
let site: Site
beforeEach(async () => {
  const dir = siteFolder()
  base = dirname(dir)
  site = await openSite(dir, 'mmu')
})
afterEach(async () => {
  await site.close()
  rmSync(base, { recursive: true })
})

const bag = (sender: Sender, sequence: number) =>
  bagOf(sender, {
    drive: join(base, `${sender.station}-${sequence}`),
    packets: Array.from({ length: PACKETS }, () => sender.seal(20_000)),
    sequence,
  })

it('200 bags of a week: each sound one is answered, a spoilt one stops none, and what is missing shows per station', async () => {
  const senders = Array.from({ length: STATIONS }, (_, n) => new Sender(n + 1))
  const folders: string[] = []
  // Number 7 of each station never comes.
  for (let n = 1; n <= BAGS + 1; n++)
    for (const sender of senders) if (n !== 7) folders.push(await bag(sender, n))
  const spoilt = folders[100]!
  writeFileSync(join(spoilt, 'fetch.txt'), 'x')
  const said = { courier: 'Contoh Kurir', medium: 'USB', slip: 'SJ-1' }
  const handled = await intakeAll(site, folders, (folder) => dirname(folder), said)
  expect(handled).toHaveLength(STATIONS * BAGS)
  // Its sender is proven by its signature: the station is told.
  expect(handled.filter((one) => 'refused' in one)).toEqual([
    { folder: spoilt, refused: 'BAG-FETCH', answer: expect.stringContaining(dirname(spoilt)) },
  ])
  const answers = new Set(handled.map((one) => ('taken' in one ? one.taken.answer : one.answer)))
  expect(answers.size).toBe(STATIONS * BAGS)
  expect((await site.registry.counts()).received).toBe((STATIONS * BAGS - 1) * PACKETS)
  expect(await arrivals(site.registry.read)).toHaveLength(STATIONS * BAGS)
  const gaps = await gapsOf(site.registry.read)
  expect(gaps.map(({ station }) => station).toSorted()).toEqual(
    senders.map(({ station }) => station).toSorted(),
  )
  const missing = gaps.flatMap(({ sequences }) => sequences)
  expect(missing.filter((n) => n === 7)).toHaveLength(STATIONS)
  expect(missing).toHaveLength(STATIONS + 1)
  const letter = await replyLetter(site, senders[0]!.station.slice(0, 4))
  expect(letter).toContain('belum tiba')
}, 600_000)
