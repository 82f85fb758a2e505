import type { ReadDb } from '../../db/handles.ts'

const DAY_MS = 86_400_000
/** The growth of so many days; a disk that rotates takes its share in a few jumps. */
const WINDOW_DAYS = 28
/** Of fewer days nothing is foretold: one day's rush says little. */
const SHORTEST_DAYS = 7

/** Bytes that came to a disk on a day, yyyy-mm-dd. */
export interface DayBytes {
  readonly day: string
  readonly bytes: number
}

/**
 * In how many whole days a disk is full at the growth of the last weeks; null where nothing can be foretold: it does not grow, or has been
 * filled for less than a week. Its first day is the filling with everything older, no growth.
 * @param days of one disk, in any order; days to come are no growth either
 */
export function daysUntilFull(free: number, days: readonly DayBytes[], today: string): number | null {
  const now = Date.parse(today)
  const ages = days
    .map(({ day, bytes }) => ({ age: (now - Date.parse(day)) / DAY_MS, bytes }))
    .filter(({ age }) => age >= 0)
  const first = Math.max(0, ...ages.map(({ age }) => age))
  const span = Math.min(WINDOW_DAYS, first)
  if (span < SHORTEST_DAYS) return null
  const came = ages.reduce((sum, { age, bytes }) => sum + (age < span ? bytes : 0), 0)
  return came <= 0 ? null : Math.floor((Math.max(0, free) * span) / came)
}

/** What came to a disk by day, of UTC, which is as good for a mean. */
export function bytesByDay(read: ReadDb, disk: string): DayBytes[] {
  return read.all<{ day: string; bytes: number }>(
    'SELECT substr(at, 1, 10) AS day, sum(bytes) AS bytes FROM disk_commit WHERE disk = ? GROUP BY day',
    [disk],
  )
}
