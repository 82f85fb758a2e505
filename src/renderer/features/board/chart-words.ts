import type { Board } from '../../../contract/board.ts'

/** What the copies come to, for the title of their chart. */
export function copiesFinding({
  hereOnly,
  oneDisk,
  twoOrMore,
}: Board['copies']): 'none' | 'allTwo' | 'allOne' | 'hereOnly' {
  if (hereOnly + oneDisk + twoOrMore === 0) return 'none'
  if (hereOnly > 0) return 'hereOnly'
  return oneDisk > 0 ? 'allOne' : 'allTwo'
}

type Row = Board['statuses'][number]

/** Statuses in which nothing moves any more, so that their age says nothing. */
const ENDED = new Set(['CARD_ISSUED'])

/** What the statuses come to, for the title of their chart: what has stood still for longest, or else where most are. */
export function statusFinding(
  rows: readonly Row[],
):
  | { readonly kind: 'none' }
  | { readonly kind: 'old'; readonly row: Row; readonly old: number }
  | { readonly kind: 'mostly'; readonly row: Row; readonly all: number } {
  const [first] = rows
  if (!first) return { kind: 'none' }
  const moving = rows.filter(({ status }) => !ENDED.has(status))
  const old = moving.reduce((sum, { ages }) => sum + ages.old, 0)
  const [worst] = moving.toSorted((a, b) => b.ages.old - a.ages.old)
  if (worst && old > 0) return { kind: 'old', row: worst, old }
  return { kind: 'mostly', row: first, all: rows.reduce((sum, { count }) => sum + count, 0) }
}

/** How many hours of the times in which a site took nothing; what goes on counts until now. */
export function hoursOut(
  out: readonly { readonly from: string; readonly to: string | null }[],
  now: Date,
): number {
  const ms = out.reduce(
    (sum, { from, to }) =>
      sum + Math.max(0, (to === null ? now.getTime() : Date.parse(to)) - Date.parse(from)),
    0,
  )
  return Math.round(ms / 3_600_000)
}

/** Below a tenth, or below 5 GB, a desk should be told that space is running low. */
export function diskIsLow({ free, bytes }: Board['disk']): boolean {
  return bytes > 0 && (free < bytes / 10 || free < 5e9)
}

/** Whole days since a moment; a clock that went back counts as today. */
export function daysSince(instant: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(instant)) / 86_400_000))
}

export interface Part<K extends string> {
  readonly kind: K
  readonly count: number
  readonly x: number
  readonly width: number
}

/**
 * Parts of a stacked bar of `width` units, in the given order; a part of nothing is left out, and a small one is never narrower than
 * `least`, so that three of ten thousand are still seen.
 */
export function stack<K extends string>(
  counts: readonly (readonly [K, number])[],
  width: number,
  least = 6,
): Part<K>[] {
  const seen = counts.filter(([, count]) => count > 0)
  const all = seen.reduce((sum, [, count]) => sum + count, 0)
  const wanted = seen.map(([, count]) => Math.max(least, (count / all) * width))
  const over = wanted.reduce((sum, part) => sum + part, 0) - width
  const largest = wanted.indexOf(Math.max(...wanted))
  let x = 0
  return seen.map(([kind, count], index) => {
    const part = { kind, count, x, width: wanted[index]! - (index === largest ? over : 0) }
    x += part.width
    return part
  })
}
