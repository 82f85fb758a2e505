import type { Bag } from '../../contract/export.ts'
import { plausibleUntil } from '../enrolment/index.ts'
import type { Profile } from '../../formats/profile/profile.ts'

/** Days where the profile says nothing. */
const DAYS = { handOverDays: 3, arriveDays: 7, answerDays: 14 }
const DAY_MS = 24 * 3600 * 1000

export interface Standing {
  readonly state: Bag['state']
  readonly made_at: string
  readonly handed_at: string | null
  readonly arrived_at: string | null
}

/** Whether a bag stands still for longer than the policy allows: what has to be done, and from when on it was due. */
export function overdueOf(bag: Standing, policies: Profile['policies'], now: Date): Bag['overdue'] {
  const days = policies.bags ?? DAYS
  const due = (step: NonNullable<Bag['overdue']>['step'], from: string | null, allowed: number) => {
    if (from === null) return null
    // Noted by a clock that ran ahead: nobody knows how long ago, so it is said now.
    if (from > plausibleUntil(now)) return { step, since: now.toISOString() }
    const at = Date.parse(from) + allowed * DAY_MS
    return at < now.getTime() ? { step, since: new Date(at).toISOString() } : null
  }
  // Its drive is as far away as one that nobody has taken yet.
  if (bag.state === 'interrupted') return due('interrupted', bag.made_at, days.handOverDays)
  if (bag.state === 'made') return due('hand-over', bag.made_at, days.handOverDays)
  if (bag.state === 'handed-over') return due('arrive', bag.handed_at, days.arriveDays)
  if (bag.state === 'arrived') return due('answer', bag.arrived_at, days.answerDays)
  return null
}
