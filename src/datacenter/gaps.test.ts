import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sampleId } from '../formats/testing/sample.ts'
import { explainGap } from './explain.ts'
import { explanations } from './explained.ts'
import { gapsOf } from './gaps.ts'
import { intakeAll } from './intake-batch.ts'
import { replyLetter } from './intake-reply.ts'
import { openSite } from './open-site.ts'
import type { Site } from './site.ts'
import { bagOf, type SampleBag } from './testing/bag.ts'
import { type Sealed, Sender } from './testing/sender.ts'
import { siteFolder } from './testing/site-folder.ts'

let base: string
let site: Site
let sender: Sender
beforeEach(async () => {
  const dir = siteFolder()
  base = dirname(dir)
  site = await openSite(dir, 'mmu')
  sender = new Sender(1)
})
afterEach(async () => {
  await site.close()
  rmSync(base, { recursive: true })
})

const SAID = { courier: 'Contoh Kurir', medium: 'USB', slip: 'SJ-7' }
let drives = 0
const brought = async (of: Sender, sequence: number, info: SampleBag['info'] = {}) => {
  const drive = join(base, `drive-${++drives}`)
  const folder = await bagOf(of, { drive, packets: [of.seal()], sequence, info })
  await intakeAll(site, [folder], () => drive, SAID)
}
/** The same station after a restore. */
const restored = () => new Sender(1, true)
const missing = async () => (await gapsOf(site.registry.read)).map(({ sequences }) => sequences)
const byLine = async ({ id, sha256, bytes, signature }: Sealed) =>
  site.take(bytes, signature, 1, { id, sha256, station: sender.station })

it('numbers go on over a restore: its first bag asks for none of the earlier ones again', async () => {
  await brought(sender, 1)
  await brought(sender, 2)
  await brought(restored(), 3, { first: 3 })
  expect(await missing()).toEqual([])
  // What the first epoch sent and is not here is asked for once.
  await brought(restored(), 6, { first: 3 })
  expect(await missing()).toEqual([[4, 5]])
})

it('numbers that a restored station gave again hide none of its own that are lost', async () => {
  await brought(sender, 1)
  await brought(sender, 2)
  // Its last backup knew bag 1 alone.
  await brought(restored(), 3, { first: 2 })
  expect(await missing()).toEqual([[2]])
})

it('stations of before, which say no first number, are asked for what no epoch brought', async () => {
  await brought(sender, 1)
  await brought(restored(), 3)
  expect(await missing()).toEqual([[2]])
})

it('bags that the station declared lost are not asked for, in whichever epoch they were made', async () => {
  await brought(sender, 1)
  await brought(restored(), 5, { first: 4, unused: '4', skipped: '4,3,2' })
  expect(await missing()).toEqual([])
})

it('packets of a further part that came by line are not waited for', async () => {
  await site.learn([sender.certificate])
  const rest = [sender.seal(), sender.seal()]
  const info = { series: sampleId(9), part: 1, more: 2, rest: `${sender.epoch} 1-2` }
  await brought(sender, 1, info)
  expect(await gapsOf(site.registry.read)).toMatchObject([{ absentPackets: 2, series: [sampleId(9)] }])
  await byLine(rest[0]!)
  expect(await gapsOf(site.registry.read)).toMatchObject([{ absentPackets: 1 }])
  await byLine(rest[1]!)
  expect(await gapsOf(site.registry.read)).toEqual([])
})

it('a person settles a gap with who and why; nobody is asked for it again', async () => {
  const { station, epoch } = sender
  await brought(sender, 4, { series: sampleId(9), part: 1, more: 40 })
  const said = { station, epoch, person: 'Contoh Petugas', reason: 'Drive tas 1 jatuh ke laut' }
  const bad = { ...said, numbers: '1, 4', parts: false }
  await expect(explainGap(site, bad)).rejects.toThrow('GAP-EXPLAIN')
  await expect(explainGap(site, { ...bad, numbers: '1', reason: ' ' })).rejects.toThrow('GAP-EXPLAIN')
  await expect(explainGap(site, { ...bad, numbers: '1', person: '' })).rejects.toThrow('GAP-EXPLAIN')
  await expect(explainGap(site, { ...bad, numbers: '' })).rejects.toThrow('GAP-EXPLAIN')
  await explainGap(site, { ...said, numbers: '1', parts: false })
  expect(await gapsOf(site.registry.read)).toMatchObject([{ sequences: [2, 3], absentPackets: 40 }])
  await explainGap(site, { ...said, numbers: '2,3', parts: true, reason: 'Isinya ada di tas 4' })
  expect(await gapsOf(site.registry.read)).toEqual([])
  expect(await explanations(site.registry.read)).toMatchObject([
    { site: 'mmu', explained: { sequences: [2, 3], series: [sampleId(9)] }, reason: 'Isinya ada di tas 4' },
    { site: 'mmu', explained: { sequences: [1], series: [] }, person: 'Contoh Petugas' },
  ])
  const letter = await replyLetter(site, station.slice(0, 4))
  expect(letter).toContain('Tidak ada nomor tas yang hilang.')
  expect(letter).toMatch(/ {2}stasiun 5272-01-A {2}tas nomor 1: Drive tas 1 jatuh ke laut \(Contoh Petugas\)/)
  // After the next bag what was explained stays so.
  await brought(sender, 6)
  expect(await missing()).toEqual([[5]])
})
