import type { Disk, Reminder } from '../../../contract/backup.ts'
import { overdueGrades } from './campaign.ts'

const DAY_MS = 86_400_000

/** From how many days on a reminder is said, is urgent, is a danger: it grows with its age. */
const GRADES: Record<Exclude<Reminder['code'], 'unchecked'>, readonly [number, number, number]> = {
  // Recordings that one device alone holds.
  'once-only': [1, 2, 4],
  // Packets that this computer should hold and does not: at once.
  absent: [0, 1, 4],
  // Days over the day by which a disk is to be connected; said two days ahead.
  due: [-2, 1, 8],
  // Days since a disk that lacks something was last written.
  behind: [7, 14, 30],
  // Days until a disk is full, below 0: time to buy one.
  full: [-29, -14, -3],
  // Days since the first recording while copies lie in fewer places than the policy asks for.
  places: [1, 7, 30],
}

export interface RemindersOf {
  /** Now, and the station's own day, yyyy-mm-dd. */
  readonly now: Date
  readonly today: string
  /** From when on a moment is one to come (plausibleUntil). */
  readonly until: string
  readonly oldestOnceOnly: string | null
  readonly absent: { readonly count: number; readonly since: string | null }
  readonly disks: readonly (Pick<Disk, 'id' | 'label' | 'kind' | 'dueOn' | 'behind'> & {
    /** By a clock that can be believed; null where there is none. */
    readonly lastCommitAt: string | null
    readonly pairedAt: string
    /** Days since all of it was due to be read again, by the routine's rule; below 0 until then, infinite where no clock can tell. */
    readonly overdue: number
    /** In how many days it is full; null where nothing can be foretold. */
    readonly fullIn: number | null
  })[]
  /** First recording; null before it. */
  readonly firstAt: string | null
  /** How long a proof counts by the Dinas' policy, in days. */
  readonly verifiedWithinDays: number
  readonly places: { readonly now: number; readonly wanted: number }
}

function daysBetween(from: string, to: number): number {
  return Math.floor((to - Date.parse(from)) / DAY_MS)
}

function remind(
  code: keyof typeof GRADES | 'unchecked',
  days: number,
  disk: string | null,
  more: Pick<Reminder, 'packets'> = {},
  unchecked: readonly number[] = [],
): Reminder[] {
  const grade = (code === 'unchecked' ? unchecked : GRADES[code]).findLastIndex((from) => days >= from)
  return grade < 0
    ? []
    : [{ code, days, disk, grade: (['said', 'urgent', 'danger'] as const)[grade]!, ...more }]
}

/**
 * Days since a moment. One to come was written by a clock that ran ahead, and nobody knows how long ago: it is said, without getting worse.
 * @param least from how many days on it is said
 */
function daysSince(from: string, { now, until }: Pick<RemindersOf, 'now' | 'until'>, least: number): number {
  return from > until ? Math.ceil(least) : daysBetween(from, now.getTime())
}

/** What a person has to do about copies, the gravest first, the older first among equals. */
export function remindersOf(of: RemindersOf): Reminder[] {
  const now = of.now.getTime()
  const today = Date.parse(of.today)
  const found: Reminder[] = []
  const since = (code: 'once-only' | 'behind' | 'places', from: string) =>
    daysSince(from, of, GRADES[code][0])
  if (of.oldestOnceOnly) found.push(...remind('once-only', since('once-only', of.oldestOnceOnly), null))
  const { count: packets, since: missedAt } = of.absent
  // A clock that was set back makes nothing of it.
  if (missedAt !== null)
    found.push(...remind('absent', Math.max(0, daysBetween(missedAt, now)), null, { packets }))
  if (of.firstAt && of.places.now < of.places.wanted)
    found.push(...remind('places', since('places', of.firstAt), null))
  const grades = overdueGrades(of.verifiedWithinDays)
  for (const { label, dueOn, behind, lastCommitAt, pairedAt, overdue, fullIn } of of.disks) {
    if (dueOn) found.push(...remind('due', daysBetween(dueOn, today), label))
    if (behind > 0) found.push(...remind('behind', since('behind', lastCommitAt ?? pairedAt), label))
    if (fullIn !== null) found.push(...remind('full', 0 - fullIn, label))
    const over = Number.isFinite(overdue) ? Math.floor(overdue) : daysSince(pairedAt, of, grades[0])
    // Of a policy of a day or two it is not said before a whole day went by.
    if (over > 0) found.push(...remind('unchecked', over, label, {}, grades))
  }
  const rank = { danger: 0, urgent: 1, said: 2 }
  return found.toSorted((a, b) => rank[a.grade] - rank[b.grade] || b.days - a.days)
}
