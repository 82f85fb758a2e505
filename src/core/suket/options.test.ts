import { afterEach, expect, it } from 'vitest'
import { type ProfileFields, signProfile } from '../../formats/profile/profile.ts'
import { installProfile } from '../settings/index.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { issueSuket } from './issue.ts'
import { suketOptions } from './options.ts'
import { recorded, samplePerson } from './testing/recorded.ts'

let open: TestStation
afterEach(() => open.close())

const refused = (code: string): Error => expect.objectContaining({ code }) as Error
const withPolicy = (allowed: 'yes' | 'no' | 'reasons', reasons?: string[]) => (profile: ProfileFields) => ({
  ...profile,
  policies: {
    ...profile.policies,
    suket: [{ from: '2016-09-29', allowed, ...(reasons ? { reasons } : {}) }],
  },
})

it('proposes what the last letter had, and under a new profile what that says', async () => {
  open = await openTestStation()
  const { station } = open
  expect(suketOptions(station)).toMatchObject({ profile: 1, last: { signer: 0, paper: 'A4' } })
  await issueSuket(station, await recorded(open, samplePerson(1)), { signer: 1, paper: 'F4', profile: 1 })
  expect(suketOptions(station).last).toEqual({ signer: 1, paper: 'F4' })
  const { format: _, version: __, ...standing } = station.profile
  const [head] = standing.signers
  const next = { ...standing, serial: 2, signers: [head!], letters: { paper: 'F4' as const } }
  await installProfile(station, signProfile(next, open.dinas.root))
  expect(suketOptions(station)).toMatchObject({ profile: 2, last: { signer: 0, paper: 'F4' } })
})

it('refuses choices that were made from another profile, and uses no number', async () => {
  open = await openTestStation({ profile: withPolicy('reasons', ['bencana', 'sakit']) })
  const { station } = open
  expect(suketOptions(station)).toMatchObject({
    allowed: 'reasons',
    reasons: ['bencana', 'sakit'],
    profile: 1,
  })
  const recording = await recorded(open, samplePerson(1))
  const { format: _, version: __, ...standing } = station.profile
  const next = { ...standing, serial: 2, signers: standing.signers.toReversed() }
  await installProfile(station, signProfile(next, open.dinas.root))
  const choices = { signer: 1, paper: 'A4', reason: 'sakit' } as const
  await expect(issueSuket(station, recording, { ...choices, profile: 1 })).rejects.toThrow(
    refused('SUKET-PROFILE'),
  )
  await expect(issueSuket(station, recording, { ...choices, reason: 'lain', profile: 2 })).rejects.toThrow(
    refused('SUKET-REASON'),
  )
  const letter = await issueSuket(station, recording, { ...choices, profile: 2 })
  expect(letter).toMatchObject({ number: expect.stringContaining('/00001/') as string, reason: 'sakit' })
})

it('allows nothing where the policy forbids, or asks for a reason and names none', async () => {
  open = await openTestStation({ profile: withPolicy('reasons') })
  expect(suketOptions(open.station)).toMatchObject({ allowed: 'no', reasons: [] })
})
