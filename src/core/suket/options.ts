import type { Paper } from '../../contract/suket.ts'
import type { Station } from '../station.ts'
import { policyOn } from './policy.ts'
import { todayOf } from './today.ts'

/** What a person may choose for a letter today. */
export function suketOptions(station: Station): {
  allowed: 'yes' | 'no' | 'reasons'
  reasons: string[]
  paper: Paper
  signers: { title: string; name: string; signs: 'wet' | 'electronic' }[]
} {
  const { profile } = station
  const policy = policyOn(profile.policies.suket, todayOf(station))
  return {
    allowed: policy?.allowed ?? 'no',
    reasons: policy?.allowed === 'reasons' ? (policy.reasons ?? []) : [],
    paper: profile.letters?.paper ?? 'A4',
    signers: profile.signers.map(({ title, name, signs }) => ({ title, name, signs: signs ?? 'wet' })),
  }
}
