import type { PhotoFlaw } from '../../../../../contract/captures.ts'
import { holds } from './flaws.ts'

/** What is said of the camera's picture: the one flaw to mend first, or that it is good. */
export type Said = PhotoFlaw | 'good'

/** Whether F9 takes the picture at once: a backdrop of another colour, said where nothing else is wrong, does not hold it back. */
export function isGood(said: Said | null): boolean {
  return said !== null && (said === 'good' || !holds([said]))
}

/** How often the same must be seen before it is said, and how long, in milliseconds, what was said stands at least. */
const SEEN = 2
const STANDS = 900

export interface Steady {
  readonly said: Said | null
  /** When it was said. */
  readonly since: number
  /** What was seen last, and how many times in a row. */
  readonly seen: Said | null
  readonly times: number
}

export const UNSEEN: Steady = { said: null, since: 0, seen: null, times: 0 }

/**
 * Says what stays, not what flickers: another word comes only when it was seen twice in a row and the last one stood long enough to be
 * read. A screen reader hears each word once.
 * @param now milliseconds of any clock that goes on
 */
export function steady(before: Steady, flaws: readonly PhotoFlaw[], now: number): Steady {
  const seen = flaws[0] ?? 'good'
  const times = before.seen === seen ? before.times + 1 : 1
  const may = before.said === null || now - before.since >= STANDS
  const changes = seen !== before.said && times >= SEEN && may
  return changes ? { said: seen, since: now, seen, times } : { ...before, seen, times }
}
