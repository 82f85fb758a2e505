import type { CentralStatus } from '../../contract/status.ts'
import type { Profile } from '../../formats/profile/profile.ts'
import { refuse } from '../refuse.ts'

export type Policy = Profile['policies']['suket'][number]

/**
 * The Dinas' policy in force on a day: the newest entry that starts on or before it. With none, letters are not allowed: Suket
 * was forbidden nationally from 2 March 2020, so that permission has to be said.
 */
export function policyOn(entries: readonly Policy[], day: string): Policy | undefined {
  return entries
    .filter((entry) => entry.from <= day)
    .toSorted((a, b) => a.from.localeCompare(b.from))
    .at(-1)
}

/**
 * SUKET-FORBIDDEN unless the policy of the day allows a letter; SUKET-REASON where it allows one for reasons only and `reason` is none
 * of them.
 */
export function assertAllowed(entries: readonly Policy[], day: string, reason: string | undefined): void {
  const policy = policyOn(entries, day)
  if (policy?.allowed === 'yes') return
  const reasons = policy?.reasons ?? []
  if (policy?.allowed !== 'reasons' || reasons.length === 0) throw refuse('SUKET-FORBIDDEN')
  if (reason === undefined || !reasons.includes(reason))
    throw refuse('SUKET-REASON', { reasons: reasons.join('; ') })
}

/**
 * A person who has the card needs no letter (SUKET-CARD-ISSUED). Every other status of a sealed packet is one of somebody who has
 * been recorded, whatever the centre still has to decide: that is what the letter says (471.13/3256/DUKCAPIL, 2).
 */
export function assertEligible(status: CentralStatus): void {
  if (status === 'CARD_ISSUED') throw refuse('SUKET-CARD-ISSUED')
  if (status === 'UNREGISTERED') throw refuse('SUKET-NOT-RECORDED')
}

export interface Terms {
  readonly months: number
  readonly until: 'months' | 'card'
  readonly renewFromDays: number
}

/** How long a letter counts: six months from issue (471.13/10231/Dukcapil) unless the profile says otherwise. */
export function termsOf({ policies }: Pick<Profile, 'policies'>): Terms {
  const { months = 6, until = 'months', renewFromDays = 14 } = policies.suketTerms ?? {}
  return { months, until, renewFromDays }
}
