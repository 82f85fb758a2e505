import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BAGIT } from '../formats/bag/info.ts'
import { arrivals, registerArrival, takeArrival } from './intake-arrivals.ts'
import { writeBagPlan } from '../formats/bag/plan.ts'
import { sampleId } from '../formats/testing/sample.ts'
import { utf8 } from '../lib/bytes.ts'
import { intake } from './intake.ts'
import { openSite } from './open-site.ts'
import { Sender } from './testing/sender.ts'
import type { Site } from './site.ts'
import { siteFolder } from './testing/site-folder.ts'

let base: string
let site: Site
let bag: string
beforeEach(async () => {
  const dir = siteFolder()
  base = dirname(dir)
  site = await openSite(dir, 'mmu')
  bag = join(base, 'bag')
  mkdirSync(join(bag, 'data'), { recursive: true })
  writeFileSync(join(bag, 'bagit.txt'), BAGIT)
})
afterEach(async () => {
  await site.close()
  rmSync(base, { recursive: true })
})

/** The refusal of the bag, and by how many MiB it made this process grow at most. */
async function refusal(): Promise<{ code: string; grown: number }> {
  const id = await registerArrival(site, { courier: 'Contoh', medium: 'USB', slip: '1' })
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 5)
  const code = await takeArrival(site, id, bag, base).then(
    () => 'taken',
    (error: { code: string }) => error.code,
  )
  clearInterval(watch)
  const [row] = await arrivals(site.registry.read)
  expect(row).toMatchObject({ state: 'refused', code, received: null })
  expect((await site.registry.counts()).received).toBe(0)
  return { code, grown: Math.max(most, process.memoryUsage().rss) / 2 ** 20 - before / 2 ** 20 }
}

/** A bag may be of any size; what reading it costs is bounded. */
const MEBIBYTES = 256

describe('a hostile bag is refused in bounded memory', { timeout: 120_000 }, () => {
  it('of 100,000 files that no manifest names', async () => {
    for (let n = 0; n < 100_000; n++) writeFileSync(join(bag, 'data', `${n}.rkp`), '')
    const { code, grown } = await refusal()
    expect(code).toMatch(/^BAG-/)
    expect(grown).toBeLessThan(MEBIBYTES)
  })

  it.each(['manifest-sha256.txt', 'tagmanifest-sha256.txt', 'bag-info.txt', 'CERTS.JSN'])(
    'whose %s is 8 GiB of nothing',
    async (name) => {
      writeFileSync(join(bag, name), '')
      truncateSync(join(bag, name), 8 * 2 ** 30)
      const { code, grown } = await refusal()
      expect(code).toMatch(/^BAG-/)
      expect(grown).toBeLessThan(MEBIBYTES)
    },
  )

  it('of a manifest of half a million lines', async () => {
    const line = `${'0'.repeat(64)}  data/${'x'.repeat(20)}\n`
    writeFileSync(join(bag, 'manifest-sha256.txt'), line.repeat(500_000))
    const { code, grown } = await refusal()
    expect(code).toMatch(/^BAG-/)
    expect(grown).toBeLessThan(MEBIBYTES)
  })

  it('of a certified station whose packets are 128 MiB of nothing each', async () => {
    const sender = new Sender(1)
    const { station, epoch, key } = sender
    const bytes = 128 * 2 ** 20
    const hash = createHash('sha256').update(new Uint8Array(bytes)).digest('hex')
    const payload = Array.from({ length: 8 }, (_, n) => sampleId(n + 1)).flatMap((id) => [
      { path: `data/${id}.rkp`, bytes, sha256: hash },
      { path: `data/${id}.rkp.minisig`, bytes: 0, sha256: createHash('sha256').digest('hex') },
    ])
    for (const { path, bytes: size } of payload) {
      writeFileSync(join(bag, path), '')
      truncateSync(join(bag, path), size)
    }
    const tags = writeBagPlan({
      info: { kind: 'export', id: sampleId(90), sequence: 1, at: '2026-11-23T09:00:00.000Z', station, epoch },
      payload,
      letter: utf8('%PDF-1.4 CONTOH\n'),
      certificates: [sender.certificate],
      key,
    })
    for (const { name, data } of tags) writeFileSync(join(bag, name), data)
    const before = process.memoryUsage().rss
    const { received, refused } = await intake(site, bag, base)
    expect(received).toBe(0)
    expect(refused).toHaveLength(8)
    // One at a time, and what a thread has let go but not given back; the bag holds 1 GiB.
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(3 * MEBIBYTES)
    for (const folder of ['staging', 'packets']) expect(readdirSync(join(site.dir, folder))).toEqual([])
  }, 400_000)

  it('of links into the site itself', async () => {
    symlinkSync(join(dirname(bag), 'mmu'), join(bag, 'data', 'site'))
    symlinkSync('/dev/zero', join(bag, 'bag-info.txt'))
    expect((await refusal()).code).toMatch(/^BAG-/)
  })
})
