import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WIRE_PATHS } from '../../formats/wire/wire.ts'
import type { TestStation } from '../testing/index.ts'
import { rateOf, rememberRate } from './rate.ts'
import { SiteHttp } from './site-http.ts'
import { openStationWithSite, sealed, type TestSite } from './testing/sites.ts'
import { uploadOnce } from './upload.ts'

let open: TestStation
let site: TestSite
beforeEach(async () => {
  ;({ open, site } = await openStationWithSite())
})
afterEach(async () => {
  vi.restoreAllMocks()
  await site.close()
  await open.close()
})

it('what a line did is known in the next round, whose first packet goes whole on a fast one; not for long', async () => {
  const posted = vi.spyOn(SiteHttp.prototype, 'post')
  const whole = async () => {
    await sealed(open, 1_500_000)
    posted.mockClear()
    await uploadOnce(open.station)
    return posted.mock.calls.filter(([{ target }]) => target === WIRE_PATHS.upload).length
  }
  expect(await whole()).toBe(0)
  expect(rateOf(open.station, 'mmu')).toBeGreaterThan(0)
  // How fast this machine is today is nobody's business here.
  rememberRate(open.station, 'mmu', 50e6)
  expect(await whole()).toBe(1)
  rememberRate(open.station, 'mmu', 50e6)
  const real = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => real() + 11 * 60_000)
  expect([await whole(), rateOf(open.station, 'batam')]).toEqual([0, 0])
})
