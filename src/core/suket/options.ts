import type { Paper, SuketOptions } from '../../contract/suket.ts'
import type { Station } from '../station.ts'
import { policyOn } from './policy.ts'
import { todayOf } from './today.ts'

/** Who signed the newest letter under the profile in force, on which paper: what the next one most likely has too. */
function lastOf({ read, profile }: Station): { signer: number; paper: Paper } {
  const last = read.get<{ signer: number; paper: Paper }>(
    'SELECT signer, paper FROM suket WHERE profile = ? ORDER BY rowid DESC LIMIT 1',
    [profile.serial],
  )
  return {
    signer: last && profile.signers[last.signer] ? last.signer : 0,
    paper: last?.paper ?? profile.letters?.paper ?? 'A4',
  }
}

/** What a person may choose for a letter today. */
export function suketOptions(station: Station): SuketOptions {
  const { profile } = station
  const policy = policyOn(profile.policies.suket, todayOf(station))
  const reasons = policy?.allowed === 'reasons' ? (policy.reasons ?? []) : []
  // A policy that asks for a reason and names none allows nothing.
  const allowed = policy?.allowed === 'reasons' && reasons.length === 0 ? 'no' : (policy?.allowed ?? 'no')
  return {
    allowed,
    reasons,
    profile: profile.serial,
    last: lastOf(station),
    signers: profile.signers.map(({ title, name, signs }) => ({ title, name, signs: signs ?? 'wet' })),
  }
}
