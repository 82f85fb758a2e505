import { z } from 'zod'

/** How long something stands still, in whole UTC days: today, 1 to 7, 8 to 30, longer. */
export const AGES = ['today', 'week', 'month', 'old'] as const
export const ageSchema = z.enum(AGES)
export type Age = z.infer<typeof ageSchema>

const DAY_MS = 86_400_000
const OLDEST: Readonly<Record<Age, number | null>> = { today: 0, week: 7, month: 30, old: null }

/** The UTC days of an age as of a moment: from inclusive, before exclusive, yyyy-mm-dd; open ends as texts that sort outside. */
export function daysOfAge(age: Age, now: Date): { readonly from: string; readonly before: string } {
  const at = AGES.indexOf(age)
  const dayAgo = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10)
  const oldest = OLDEST[age]
  const younger = at === 0 ? null : OLDEST[AGES[at - 1]!]!
  return { from: oldest === null ? '' : dayAgo(oldest), before: younger === null ? '~' : dayAgo(younger) }
}

/** The age of something that stands since a moment or a UTC day. A clock that went back counts as today. */
export function ageOf(since: string, now: Date): Age {
  return AGES.findLast((age) => since < daysOfAge(age, now).before) ?? 'today'
}
