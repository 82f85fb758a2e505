import type { Disk, Reminder } from '../../../contract/backup.ts'
import { FULL_DAYS } from './campaign.ts'

const DAY_MS = 86_400_000

/** From how many days on a reminder is said, is urgent, is a danger: it grows with its age. */
const GRADES: Record<Reminder['code'], readonly [number, number, number]> = {
  // Recordings that one device alone holds.
  'once-only': [1, 2, 4],
  // Packets that this computer should hold and does not: at once.
  absent: [0, 1, 4],
  // Days over the day by which a disk is to be connected; said two days ahead.
  due: [-2, 1, 8],
  // Days since a disk that lacks something was last written.
  behind: [7, 14, 30],
  // Days over the month in which every volume is to be read again.
  unchecked: [5, 15, 30],
  // Days since the first recording while copies lie in fewer places than the policy asks for.
  places: [1, 7, 30],
}

export interface RemindersOf {
  /** Now, and the station's own day, yyyy-mm-dd. */
  readonly now: Date
  readonly today: string
  readonly oldestOnceOnly: string | null
  readonly absent: { readonly count: number; readonly since: string | null }
  readonly disks: readonly (Pick<
    Disk,
    'id' | 'label' | 'kind' | 'dueOn' | 'behind' | 'lastCommitAt' | 'checkedAt'
  > & {
    readonly pairedAt: string
  })[]
  /** First recording; null before it. */
  readonly firstAt: string | null
  readonly places: { readonly now: number; readonly wanted: number }
}

function daysBetween(from: string, to: number): number {
  return Math.floor((to - Date.parse(from)) / DAY_MS)
}

function remind(
  code: Reminder['code'],
  days: number,
  disk: string | null,
  more: Pick<Reminder, 'packets'> = {},
): Reminder[] {
  const grade = GRADES[code].findLastIndex((from) => days >= from)
  return grade < 0
    ? []
    : [{ code, days, disk, grade: (['said', 'urgent', 'danger'] as const)[grade]!, ...more }]
}

/** What a person has to do about copies, the gravest first, the older first among equals. */
export function remindersOf(of: RemindersOf): Reminder[] {
  const now = of.now.getTime()
  const today = Date.parse(of.today)
  const found: Reminder[] = []
  if (of.oldestOnceOnly) found.push(...remind('once-only', daysBetween(of.oldestOnceOnly, now), null))
  const { count: packets, since } = of.absent
  // A clock that was set back makes nothing of it.
  if (since !== null) found.push(...remind('absent', Math.max(0, daysBetween(since, now)), null, { packets }))
  if (of.firstAt && of.places.now < of.places.wanted)
    found.push(...remind('places', daysBetween(of.firstAt, now), null))
  for (const { label, dueOn, behind, lastCommitAt, pairedAt, checkedAt } of of.disks) {
    if (dueOn) found.push(...remind('due', daysBetween(dueOn, today), label))
    if (behind > 0) found.push(...remind('behind', daysBetween(lastCommitAt ?? pairedAt, now), label))
    found.push(...remind('unchecked', daysBetween(checkedAt ?? pairedAt, now) - FULL_DAYS, label))
  }
  const rank = { danger: 0, urgent: 1, said: 2 }
  return found.toSorted((a, b) => rank[a.grade] - rank[b.grade] || b.days - a.days)
}
