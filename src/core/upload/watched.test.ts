import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { statusOf } from '../enrolment/index.ts'
import type { TestStation } from '../testing/index.ts'
import { openStationWithSite, sealed, type TestSite } from './testing/sites.ts'
import { uploadOnce } from './upload.ts'

let open: TestStation
let site: TestSite
beforeEach(async () => {
  ;({ open, site } = await openStationWithSite())
})
afterEach(async () => {
  vi.useRealTimers()
  await site.close()
  await open.close()
})

const steps = (id: string) =>
  open.station.read
    .all<{ act: string }>(`SELECT act FROM audit WHERE subject = ? AND act LIKE 'status.%' ORDER BY rowid`, [
      id,
    ])
    .map(({ act }) => act.slice(7))

it('a packet that is received before anybody could watch it goes straight there', async () => {
  const id = await sealed(open, 1000)
  // However long this machine takes: no moment passes.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  expect(await uploadOnce(open.station)).toMatchObject({ received: 1 })
  expect([steps(id), statusOf(open.station.read, id)?.status]).toEqual([
    ['received-at-central'],
    'RECEIVED_AT_CENTRAL',
  ])
})

it('one that takes its time is seen on its way', async () => {
  site.site.switches.bytesPerSecond = 20_000
  const id = await sealed(open, 40_000)
  expect(await uploadOnce(open.station)).toMatchObject({ received: 1 })
  expect(steps(id)).toEqual(['processing', 'sent-for-enrollment', 'received-at-central'])
})

it('one that does not get through is known to be on its way', async () => {
  const id = await sealed(open, 40_000)
  site.site.switches.fullDisk = true
  await uploadOnce(open.station)
  expect(steps(id)).toEqual(['processing'])
})
