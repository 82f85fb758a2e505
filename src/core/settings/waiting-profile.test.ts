import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ProfileFields, signProfile } from '../../formats/profile/profile.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { generateSigningKey, publicOf } from '../../lib/minisign.ts'
import { openTestStation, seededRandom, type TestStation } from '../testing/index.ts'
import { installProfile } from './install-profile.ts'
import { keyLine } from './key-line.ts'
import { sampleProfile } from './sample-profile.ts'
import { installWaiting, offerProfile, waitingProfile } from './waiting-profile.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation({ serial: 5 })
})
afterEach(() => open.close())

it('one that only a root of before signed stands in the way of none that the new root signs', async () => {
  const root = generateSigningKey(seededRandom('new root'))
  const profile = (change: Partial<ProfileFields>, by = open.dinas.root) =>
    signProfile({ ...sampleProfile(open.dinas), ...change }, by)
  const offer = (signed: Signed) =>
    open.station.write.transaction((tx) => offerProfile(tx, open.station, signed, 'mmu'))
  expect(await offer(profile({ serial: 900 }))).toBe(900)
  const dinas = { ...sampleProfile(open.dinas).dinas, root: keyLine(publicOf(root)) }
  await installProfile(open.station, profile({ serial: 6, dinas }))
  expect(await offer(profile({ serial: 7, dinas }, root))).toBe(7)
  expect(waitingProfile(open.station)?.serial).toBe(7)
  await installWaiting(open.station, 7)
  expect(open.station.profile.serial).toBe(7)
})
