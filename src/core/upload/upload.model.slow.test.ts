import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { type CuttingProxy, cuttingProxy } from './testing/cutting-proxy.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { openTestSite, sealed, type TestSite } from './testing/sites.ts'
import { uploadOnce } from './upload.ts'
import { uploadStatus } from './status.ts'

type Act =
  | { act: 'seal'; bytes: number }
  | { act: 'round'; now: boolean; cuts: number[] }
  | { act: 'refuse'; site: 0 | 1; how: 'none' | 'uploads' | 'all' }
  | { act: 'restart'; site: 0 | 1 }
  /** The station goes away in the middle of a round and comes back. */
  | { act: 'stop'; afterMs: number }
  | { act: 'poison'; nth: number }
  | { act: 'wait'; minutes: number }
  /** Restored from a disk of before: it knows of none of its receipts, and sends all of it once more. */
  | { act: 'forget' }

const which = fc.constantFrom(0 as const, 1 as const)
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant('seal' as const), bytes: fc.integer({ min: 1, max: 600_000 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('round' as const),
      now: fc.boolean(),
      cuts: fc.array(fc.integer({ min: 1, max: 700_000 }), { maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('refuse' as const),
      site: which,
      how: fc.constantFrom('none', 'uploads', 'all'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('restart' as const), site: which }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('stop' as const), afterMs: fc.integer({ min: 0, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('poison' as const), nth: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('forget' as const) }) },
)

const CODES = ['mmu', 'batam'] as const

/** A station, two sites that cannot see each other, and a bad line to each. */
class World {
  readonly open: TestStation
  readonly sites: TestSite[]
  readonly proxies: readonly CuttingProxy[]
  readonly ids: string[] = []

  private constructor(open: TestStation, sites: TestSite[], proxies: readonly CuttingProxy[]) {
    this.open = open
    this.sites = sites
    this.proxies = proxies
  }

  static async make(): Promise<World> {
    const ports = [await freePort(), await freePort()] as const
    const urls = { mmu: `http://127.0.0.1:${ports[0]}`, batam: `http://127.0.0.1:${ports[1]}` }
    const open = await openTestStation({ urls })
    const sites = [await openTestSite(open, 'mmu', 0), await openTestSite(open, 'batam', 0)]
    const proxies = await Promise.all(
      ports.map((port, n) => cuttingProxy(port, () => sites[n]!.listening.port)),
    )
    return new World(open, sites, proxies)
  }

  async run(act: Act): Promise<void> {
    const { open, sites, ids } = this
    if (act.act === 'seal') ids.push(await sealed(open, act.bytes))
    if (act.act === 'refuse') sites[act.site]!.site.refusing = act.how
    if (act.act === 'wait') open.ports.clock.advance(act.minutes * 60_000)
    if (act.act === 'poison' && ids.length > 0)
      for (const proxy of this.proxies) proxy.cutAt([`upload/${ids[act.nth % ids.length]}`])
    if (act.act === 'restart') {
      await sites[act.site]!.close()
      sites[act.site] = await openTestSite(open, CODES[act.site], 0)
    }
    if (act.act === 'forget') await this.#forget()
    if (act.act === 'stop') await this.#stop(act.afterMs)
    if (act.act !== 'round') return
    for (const proxy of this.proxies) proxy.cutAfter(act.cuts)
    await uploadOnce(open.station, { now: act.now })
  }

  async #forget(): Promise<void> {
    await this.open.station.write.transaction((tx) => {
      tx.run('DELETE FROM receipt')
      tx.run('DELETE FROM upload_item')
      tx.run("UPDATE recording_status SET status = 'BIO_CAPTURED'")
    })
  }

  async #stop(afterMs: number): Promise<void> {
    const controller = new AbortController()
    const round = uploadOnce(this.open.station, { now: true, signal: controller.signal })
    await sleep(afterMs)
    controller.abort()
    await round
    this.open.reopen()
  }

  /** Packets that are counted as received though no site holds them. */
  async believedInVain(): Promise<string[]> {
    const held = new Set<string>()
    for (const { site } of this.sites)
      for (const id of this.ids) if (await site.registry.holds(id)) held.add(id)
    const counted = this.open.station.read.all<{ packet: string }>('SELECT packet FROM receipt')
    return counted.map(({ packet }) => packet).filter((packet) => !held.has(packet))
  }

  heal(): void {
    for (const [n, proxy] of this.proxies.entries()) {
      this.sites[n]!.site.refusing = 'none'
      proxy.cutAfter([])
      proxy.cutAt([])
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.proxies.map((proxy) => proxy.close()))
    await Promise.all(this.sites.map((site) => site.close()))
    await this.open.close()
  }
}

/**
 * The model: whatever the line, the sites and the station do, once all are well again the queue by itself leaves every packet with a
 * receipt, none lost, none at a site twice, at most one first receipt per site, and never counted one that no site holds.
 */
it('brings every packet through cuts, refusals, restarts of both ends, poison and repeats', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 4, maxLength: 14 }), async (history) => {
      const world = await World.make()
      const { open, ids } = world
      try {
        for (const act of history) {
          await world.run(act)
          expect(await world.believedInVain()).toEqual([])
        }
        world.heal()
        open.ports.clock.advance(3600_000)
        // Nobody asks for it: the queue does it by itself.
        await uploadOnce(open.station, { now: false })
        expect(await world.believedInVain()).toEqual([])
        expect(uploadStatus(open.station)).toMatchObject({ waiting: 0, received: ids.length, work: [] })
        const receipts = open.station.read.all<{ site: string; packet: string }>(
          'SELECT site, packet FROM receipt',
        )
        expect(new Set(receipts.map(({ packet }) => packet))).toEqual(new Set(ids))
        expect(new Set(receipts.map(({ site, packet }) => `${site} ${packet}`)).size).toBe(receipts.length)
        for (const { site } of world.sites) {
          const held = await Promise.all(ids.map((id) => site.registry.holds(id)))
          expect((await site.registry.counts()).received).toBe(held.filter(Boolean).length)
        }
      } finally {
        await world.close()
      }
    }),
    { numRuns: 25, endOnFailure: true },
  )
}, 240_000)
