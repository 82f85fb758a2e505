import type { OverdueBags } from '../../contract/export.ts'
import type { Station } from '../station.ts'
import { overdueOf } from './overdue.ts'
import { openBags } from './queries.ts'
import { isBeingMade } from './running.ts'

/**
 * Bags that stand still for longer than the policy's days: cut off and not plugged in again, not handed over, no word of their arrival, or no answer. `oldest` is when the
 * first of them was due.
 */
export function overdueBags({ read, profile, ports }: Station): OverdueBags {
  const now = ports.now()
  const due = openBags(read)
    .filter(({ id }) => !isBeingMade(id))
    .flatMap((bag) => overdueOf(bag, profile.policies, now)?.since ?? [])
  return { count: due.length, oldest: due.toSorted()[0] ?? null }
}
