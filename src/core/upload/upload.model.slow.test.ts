import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openTestStation } from '../testing/index.ts'
import { cuttingProxy } from './testing/cutting-proxy.ts'
import { freePort, openTestSite, sealed, type TestSite } from './testing/sites.ts'
import { uploadOnce } from './upload.ts'
import { uploadStatus } from './status.ts'

type Act =
  | { act: 'seal'; bytes: number }
  | { act: 'round'; cuts: number[] }
  | { act: 'refuse'; site: 0 | 1; how: 'none' | 'uploads' | 'all' }
  | { act: 'restart'; site: 0 | 1 }

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('seal' as const), bytes: fc.integer({ min: 1, max: 600_000 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('round' as const),
      cuts: fc.array(fc.integer({ min: 1, max: 700_000 }), { maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('refuse' as const),
      site: fc.constantFrom(0, 1),
      how: fc.constantFrom('none', 'uploads', 'all'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('restart' as const), site: fc.constantFrom(0, 1) }) },
)

/**
 * The model: whatever the line and the sites do, once both are well again one round leaves every packet with a receipt, none at a
 * site twice, none lost, and the station never counted one that no site holds.
 */
it('brings every packet through cuts, refusals and restarts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 3, maxLength: 10 }), async (history) => {
      const ports = [await freePort(), await freePort()] as const
      const urls = { mmu: `http://127.0.0.1:${ports[0]}`, batam: `http://127.0.0.1:${ports[1]}` }
      const open = await openTestStation({ urls })
      const codes = ['mmu', 'batam'] as const
      const sites: TestSite[] = [await openTestSite(open, 'mmu', 0), await openTestSite(open, 'batam', 0)]
      const proxies = await Promise.all(
        ports.map((port, n) => cuttingProxy(port, () => sites[n]!.listening.port)),
      )
      const ids: string[] = []
      try {
        for (const act of history) {
          if (act.act === 'seal') ids.push(await sealed(open, act.bytes))
          if (act.act === 'refuse') sites[act.site]!.site.refusing = act.how
          if (act.act === 'restart') {
            await sites[act.site]!.close()
            sites[act.site] = await openTestSite(open, codes[act.site], 0)
          }
          if (act.act !== 'round') continue
          for (const proxy of proxies) proxy.cutAfter(act.cuts)
          await uploadOnce(open.station)
          const held = new Set<string>()
          for (const { site } of sites) for (const id of ids) if (await site.registry.holds(id)) held.add(id)
          const counted = open.station.read.all<{ packet: string }>('SELECT packet FROM receipt')
          for (const { packet } of counted) expect(held.has(packet)).toBe(true)
        }
        for (const [n, proxy] of proxies.entries()) {
          sites[n]!.site.refusing = 'none'
          proxy.cutAfter([])
        }
        await uploadOnce(open.station)
        expect(uploadStatus(open.station)).toMatchObject({ waiting: 0, received: ids.length, work: [] })
        const receipts = open.station.read.all<{ site: string; packet: string }>(
          'SELECT site, packet FROM receipt',
        )
        expect(new Set(receipts.map(({ site, packet }) => `${site} ${packet}`)).size).toBe(receipts.length)
        expect(new Set(receipts.map(({ packet }) => packet))).toEqual(new Set(ids))
      } finally {
        await Promise.all(proxies.map((proxy) => proxy.close()))
        await Promise.all(sites.map((site) => site.close()))
        await open.close()
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
}, 60_000)
