import { randomInt } from 'node:crypto'
import type { SqlReader } from '../store/sql.ts'

/** Microseconds. Above it nothing is believed of a clock: the rest of the whole numbers is for counting on. */
const HIGHEST_CLOCK = 2 ** 53 - 2 ** 43
const LITTLE_BEHIND = 60_000_000

/**
 * The position after `last`: microseconds of the site's clock, always above `last`. A site whose database was restored from an older backup
 * so speaks above every cursor of its former life. A clock that stands behind `last` is passed by steps of chance, in a burst by small
 * ones: whoever restores such a site must not give the very positions of its former life again (decision 140).
 */
export function nextPosition(last: number, now: Date): number {
  const clock = Math.min(now.getTime() * 1000, HIGHEST_CLOCK)
  if (clock > last) return clock + randomInt(1000)
  return last + 1 + randomInt(last - clock < LITTLE_BEHIND ? 1000 : 1_000_000)
}

/** What a site says, by the tables that keep it with its positions. */
const SAID = {
  reports: 'report',
  papers: 'print_paper',
  decisions: 'decision',
  arrivals: 'arrival_word',
} as const

/** The position of what a site comes to know next. Called inside the transaction that keeps it; `now` is the site's clock. */
export async function positionOf(tx: SqlReader, what: keyof typeof SAID, now: Date): Promise<number> {
  const row = await tx.get<{ last: number | null }>(`SELECT max(position) AS last FROM ${SAID[what]}`)
  return nextPosition(row?.last ?? 0, now)
}

/**
 * How far the owner of a cursor has really heard this site: one at which nothing was said in this life of the site is of another life, and
 * begins anew. What is heard twice is kept once.
 */
export async function heardUpTo(db: SqlReader, what: keyof typeof SAID, cursor: number): Promise<number> {
  return (await db.get(`SELECT 1 FROM ${SAID[what]} WHERE position = ?`, [cursor])) ? cursor : 0
}
