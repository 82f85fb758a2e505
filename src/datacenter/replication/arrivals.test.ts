import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { explainGap } from '../explain.ts'
import { gapsOf } from '../gaps.ts'
import { arrivals, registerArrival, takeArrival, tellArrivals } from '../intake-arrivals.ts'
import { replyLetter } from '../intake-reply.ts'
import { listen, type Listening } from '../server.ts'
import type { Site } from '../site.ts'
import { standstills } from '../standstill.ts'
import { bagOf } from '../testing/bag.ts'
import { openSampleSite } from '../testing/sample-site.ts'
import { Sender } from '../testing/sender.ts'
import { look } from './look.ts'
import { PeerClient } from './peer-client.ts'
import { replicate } from './replicate.ts'

/** Two sites, of which one takes bags and loses its server; its folder comes back from a copy. */
let dir: string
let now: Date
let mmu: Site
let batam: Site
let lines: Listening[]
const sender = new Sender(1)
const SAID = { courier: 'Contoh Kurir', medium: 'USB', slip: 'SJ-1' }

async function open(): Promise<void> {
  mmu = await openSampleSite(dir, 'mmu', { now: () => now, matchAfterMs: 1000 })
  lines = [await listen(mmu, 0), await listen(batam, 0)]
}
async function shut(): Promise<void> {
  for (const line of lines) await line.close()
  await mmu.close()
}
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-arrivals-'))
  now = new Date('2026-11-23T01:00:00Z')
  batam = await openSampleSite(dir, 'batam', { now: () => now, matchAfterMs: 1000 })
  await open()
})
afterEach(async () => {
  await shut()
  await batam.close()
  rmSync(dir, { recursive: true })
})

const peerOf = (site: Site) => new PeerClient(site, { url: lines[site === mmu ? 1 : 0]!.url })
const meet = async () => {
  const heard = await replicate(mmu, peerOf(mmu))
  await replicate(batam, peerOf(batam))
  return heard
}
const hours = (n: number) => {
  now = new Date(now.getTime() + n * 3_600_000)
}
const bag = (sequence: number) =>
  bagOf(sender, {
    drive: join(dir, `drive-${sequence}`),
    packets: [sender.sealPerson({ n: sequence })],
    sequence,
  })
async function brought(sequence: number): Promise<string> {
  const folder = await bag(sequence)
  const id = await registerArrival(mmu, { ...SAID, slip: `SJ-${sequence}` })
  await takeArrival(mmu, id, folder, join(folder, '..'))
  return id
}
const listed = async () =>
  (await arrivals(mmu.registry.read))
    .map(({ slip, state, received }) => `${slip} ${state} ${received ?? '-'}`)
    .toSorted()
const backup = async () => {
  await shut()
  cpSync(join(dir, 'mmu'), join(dir, 'backup'), { recursive: true })
  await open()
}
const restore = async () => {
  await shut()
  rmSync(join(dir, 'mmu'), { recursive: true })
  cpSync(join(dir, 'backup'), join(dir, 'mmu'), { recursive: true })
  await open()
}

it('what came in the lost days comes back from the other site: no letter asks for it again', async () => {
  await brought(1)
  const waiting = await registerArrival(mmu, { ...SAID, slip: 'SJ-2' })
  await look(mmu, peerOf(mmu))
  await meet()
  await backup()
  hours(1)
  const second = await bag(2)
  await takeArrival(mmu, waiting, second, join(second, '..'))
  hours(24)
  await brought(3)
  await registerArrival(mmu, { ...SAID, slip: 'SJ-4' })
  await meet()
  const before = await listed()
  expect(before).toEqual(['SJ-1 taken 1', 'SJ-2 taken 1', 'SJ-3 taken 1', 'SJ-4 registered -'])
  await restore()
  hours(2)
  await brought(5)
  expect(await gapsOf(mmu.registry.read)).toMatchObject([{ sequences: [2, 3, 4] }])
  const { heard } = await look(mmu, peerOf(mmu))
  expect(heard).toMatchObject({ status: 'fulfilled', value: { back: 3, refused: [] } })
  expect(await listed()).toEqual([...before, 'SJ-5 taken 1'])
  expect(await gapsOf(mmu.registry.read)).toMatchObject([{ sequences: [4] }])
  // The other office's list is its own; a repeat changes nothing.
  await meet()
  expect(await meet()).toMatchObject({ back: 0 })
  expect(await arrivals(batam.registry.read)).toEqual([])
  expect(await listed()).toEqual([...before, 'SJ-5 taken 1'])
  // Which days may be incomplete is known from the registry itself, and the letter says it where it asks.
  expect(await standstills(mmu.registry.read)).toEqual([
    { from: '2026-11-23T01:00:00.000Z', to: '2026-11-24T04:00:00.000Z' },
  ])
  expect(await replyLetter(mmu, '5272')).toContain(
    'Catatan kami dari 23-11-2026 08.00 WIB sampai 24-11-2026 11.00 WIB belum dicocokkan',
  )
})

it('what was taken again meanwhile stays as it was taken, and a second restoration brings that back', async () => {
  const id = await registerArrival(mmu, SAID)
  const folder = await bag(1)
  await meet()
  await backup()
  hours(1)
  const first = await takeArrival(mmu, id, folder, join(folder, '..'))
  await meet()
  await restore()
  hours(1)
  // The number of the answer that lies on the drive already is not given twice to one folder.
  const again = await takeArrival(mmu, id, folder, join(folder, '..'))
  expect([again.received, again.answer]).toEqual([1, join(dir, 'drive-1', 'REKAM-MMU-2')])
  expect(first.answer).toBe(join(dir, 'drive-1', 'REKAM-MMU-1'))
  expect(readdirSync(join(dir, 'drive-1'))).toHaveLength(3)
  expect(await meet()).toMatchObject({ back: 0 })
  expect((await arrivals(mmu.registry.read))[0]).toMatchObject({ state: 'taken', answer: again.answer })
  await meet()
  await restore()
  expect(await meet()).toMatchObject({ back: 1 })
  expect(await listed()).toEqual(['SJ-1 taken 1'])
})

it('what was handed in before a site told any is told when it begins to serve, once', async () => {
  await brought(1)
  await registerArrival(mmu, { ...SAID, slip: 'SJ-2' })
  // As a registry of then has it.
  await mmu.registry.transaction((tx) => tx.run('DELETE FROM arrival_word'))
  await backup()
  expect([await tellArrivals(mmu), await tellArrivals(mmu)]).toEqual([2, 0])
  await meet()
  await shut()
  rmSync(join(dir, 'mmu'), { recursive: true })
  cpSync(join(dir, 'backup'), join(dir, 'mmu'), { recursive: true })
  await open()
  await mmu.registry.transaction((tx) => tx.run('DELETE FROM arrival'))
  expect(await meet()).toMatchObject({ back: 2 })
  expect(await listed()).toEqual(['SJ-1 taken 1', 'SJ-2 registered -'])
})

it('a bag that lies at the other site is missing at neither, and what one desk explained is explained for both, also after a restoration', async () => {
  await brought(1)
  const third = await bag(3)
  const id = await registerArrival(batam, { ...SAID, slip: 'SJ-3' })
  await takeArrival(batam, id, third, join(third, '..'))
  await brought(5)
  const asked = async () =>
    (await gapsOf(mmu.registry.read)).concat(await gapsOf(batam.registry.read)).map((gap) => gap.sequences)
  expect(await asked()).toEqual([
    [2, 3, 4],
    [1, 2],
  ])
  await meet()
  await meet()
  expect(await asked()).toEqual([
    [2, 4],
    [2, 4],
  ])
  await backup()
  const { station, epoch } = sender
  const said = { station, epoch, numbers: '2 4', parts: false, person: 'Contoh Petugas' }
  await explainGap(mmu, { ...said, reason: 'Drive hilang di jalan' })
  expect(await asked()).toEqual([[2, 4]])
  await meet()
  expect(await asked()).toEqual([])
  await restore()
  expect(await asked()).toEqual([[2, 4]])
  await meet()
  expect(await asked()).toEqual([])
})
