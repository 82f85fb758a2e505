import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Fault } from '../lib/fault.ts'
import { sampleId } from '../formats/testing/sample.ts'
import { gapsOf } from './gaps.ts'
import { arrivals, registerArrival, takeArrival } from './intake-arrivals.ts'
import { intakeAll } from './intake-batch.ts'
import { replyLetter } from './intake-reply.ts'
import { openSite } from './open-site.ts'
import type { Site } from './site.ts'
import { bagOf, type SampleBag } from './testing/bag.ts'
import { Sender } from './testing/sender.ts'
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

const SAID = { courier: 'Contoh Kurir', medium: 'USB merah', slip: 'SJ-7' }
const bag = (sequence: number, info: SampleBag['info'] = {}) =>
  bagOf(sender, { drive: join(base, `drive-${sequence}`), packets: [sender.seal()], sequence, info })

const takeAll = (folders: readonly string[]) => intakeAll(site, folders, (folder) => dirname(folder), SAID)

describe('media that were handed in', () => {
  it('are registered before anybody looks inside, and kept when they are refused', async () => {
    const empty = join(base, 'empty')
    mkdirSync(empty)
    const [taken, refused] = await takeAll([await bag(1), empty])
    expect(taken).toMatchObject({ taken: { received: 1, refused: [] } })
    expect(refused).toMatchObject({ refused: expect.stringMatching(/^(BAG|FILE)-/) as string })
    const rows = await arrivals(site.registry.read)
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['refused', 'taken'])
    expect(rows).toContainEqual(
      expect.objectContaining({ ...SAID, station: sender.station, sequence: 1, received: 1 }),
    )
    await expect(registerArrival(site, { ...SAID, courier: ' ' })).rejects.toThrow('INTAKE-ARRIVAL')
  })

  it('that were refused stand in the reply letter of whose they say to be, until they come again sound', async () => {
    const folder = await bag(4)
    const letter = () => replyLetter(site, sender.station.slice(0, 4))
    writeFileSync(join(folder, 'fetch.txt'), 'x')
    await takeAll([folder])
    expect(await arrivals(site.registry.read)).toMatchObject([{ station: sender.station, sequence: 4 }])
    expect(await gapsOf(site.registry.read)).toEqual([])
    expect(await letter()).toContain('Belum ada tas yang diterima dari Dinas ini.')
    expect(await letter()).toMatch(
      /Tidak dapat diambil[^\n]*\n- \d{4}-\d{2}-\d{2} {2}menurut keterangannya stasiun 5272-01-A {2}tas 4 {2}dibawa Contoh Kurir \(surat jalan SJ-7\): [^\n]+ \(BAG-FETCH\)/,
    )
    expect(await replyLetter(site, '9999')).not.toContain('BAG-FETCH')
    rmSync(join(folder, 'fetch.txt'))
    await takeAll([folder])
    expect(await letter()).not.toContain('Tidak dapat diambil')
  })

  it('stay taken when another hand is refused the same medium afterwards', async () => {
    const folder = await bag(1)
    const id = await registerArrival(site, SAID)
    const { answer } = await takeArrival(site, id, folder, dirname(folder))
    await expect(takeArrival(site, id, join(base, 'unplugged'), base)).rejects.toThrow(/^(BAG|FILE)-/)
    expect(await arrivals(site.registry.read)).toMatchObject([{ id, state: 'taken', code: null, answer }])
  })

  it('of two bags on one drive each is known to be here, and a number that nobody gave takes nothing', async () => {
    const [first, second] = [await bag(1), await bag(2)]
    const id = await registerArrival(site, SAID)
    await takeArrival(site, id, first, base)
    await takeArrival(site, id, second, base)
    await takeArrival(site, id, first, base)
    const rows = await arrivals(site.registry.read)
    expect(rows.map(({ state, sequence, courier }) => [state, sequence, courier])).toEqual([
      ['taken', 1, SAID.courier],
      ['taken', 2, SAID.courier],
    ])
    expect(await gapsOf(site.registry.read)).toEqual([])
    await expect(takeArrival(site, sampleId(7), await bag(3), base)).rejects.toThrow('NOT-FOUND')
    expect((await site.registry.counts()).received).toBe(2)
  })

  it('wait as before where the database of the site was silent: no bag is refused for that', async () => {
    const id = await registerArrival(site, SAID)
    const folder = await bag(1)
    const learn = site.learn.bind(site)
    site.learn = () => Promise.reject(new Fault('SITE-DATABASE-SILENT'))
    await expect(takeArrival(site, id, folder, base)).rejects.toThrow('SITE-DATABASE-SILENT')
    site.learn = learn
    expect(await arrivals(site.registry.read)).toMatchObject([{ id, state: 'registered' }])
    expect(await takeArrival(site, id, folder, base)).toMatchObject({ received: 1 })
  })

  it('are answered also where somebody laid a folder among the notices', async () => {
    mkdirSync(join(site.dir, 'notices', 'surat.pdf'), { recursive: true })
    const id = await registerArrival(site, SAID)
    expect(await takeArrival(site, id, await bag(1), base)).toMatchObject({ received: 1 })
  })

  it('that take no answer are taken all the same: it waits at the site, also where the whole bag is refused', async () => {
    const full = join(base, 'full')
    const id = await registerArrival(site, SAID)
    const taken = await takeArrival(site, id, await bag(1), full)
    expect(taken).toMatchObject({ received: 1, refused: [] })
    expect(dirname(taken.answer!)).toBe(join(site.dir, 'answers'))
    expect(await arrivals(site.registry.read)).toMatchObject([{ state: 'taken', answer: taken.answer }])
    const unsound = await bag(2)
    writeFileSync(join(unsound, 'fetch.txt'), 'x')
    const other = await registerArrival(site, SAID)
    const refusal = await takeArrival(site, other, unsound, full).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'BAG-FETCH' })
    expect((refusal as Fault).params['answer']).toContain(join(site.dir, 'answers'))
  })

  it('are checked side by side, and every one is answered by its own bag', async () => {
    const folders = []
    for (let n = 1; n <= 12; n++) folders.push(await bag(n))
    const handled = await takeAll(folders)
    const answers = handled.map((one) => ('taken' in one ? one.taken.answer : one.refused))
    expect(new Set(answers).size).toBe(12)
    expect(handled.map(({ folder }) => folder)).toEqual(folders)
    expect((await site.registry.counts()).received).toBe(12)
    expect(await gapsOf(site.registry.read)).toEqual([])
  })

  it('show which numbers and parts of a station are missing, and the reply letter says so', async () => {
    const series = sampleId(99)
    const { station, epoch } = sender
    await takeAll([await bag(2), await bag(5, { unused: '3', series, part: 1, more: 40 })])
    expect(await gapsOf(site.registry.read)).toEqual([
      { station, epoch, sequences: [1, 4], absentPackets: 40, series: [series] },
    ])
    const letter = await replyLetter(site, station.slice(0, 4))
    expect(letter).toContain('tas nomor 1, 4 belum tiba')
    expect(letter).toContain('40 paket dari bagian berikutnya belum tiba')
    expect(letter).toContain('dibawa Contoh Kurir (surat jalan SJ-7): 1 paket diterima, 0 ditolak')
    await takeAll([await bag(1), await bag(4), await bag(6, { series, part: 2, more: 0 })])
    expect(await gapsOf(site.registry.read)).toEqual([])
    expect(await replyLetter(site, '9999')).toContain('Belum ada tas')
  })
})
