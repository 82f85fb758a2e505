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

/** SUKET-FORBIDDEN unless the policy of the day allows a letter. */
export function assertAllowed(entries: readonly Policy[], day: string): void {
  const policy = policyOn(entries, day)
  if (policy?.allowed !== 'yes') throw refuse('SUKET-FORBIDDEN')
}
