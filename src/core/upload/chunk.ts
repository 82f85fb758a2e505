/** Bytes per PATCH where nothing is known of the line yet: two seconds at 1 Mbit/s. */
const FIRST = 256 * 1024
const LEAST = 4 * 1024
const MOST = 8 * 1024 * 1024
/** From so many bytes per second on a line is fast: it is flushing and round trips that take the time. */
export const FAST = 2 << 20
/** What a cut behind a proxy that holds back whole requests costs at most. */
const SECONDS = 4

/**
 * How much goes into one request. A limited line sends a second's worth and waits; else it is what the line moved in a few seconds
 * before, so that a fast one makes few round trips and a slow one loses little to a cut. Rates are bytes per second; 0 is unknown.
 */
export function chunkFor(rate: number, limit: number | undefined): number {
  if (limit !== undefined) return Math.round(Math.min(MOST, Math.max(LEAST, limit)))
  return rate === 0 ? FIRST : Math.round(Math.min(MOST, Math.max(FIRST / 4, rate * SECONDS)))
}

/** Whether a packet goes whole with the request that creates it, without asking first what the site has of it. */
export function goesWhole(bytes: number, rate: number, limit: number | undefined): boolean {
  return limit === undefined && rate >= FAST && bytes <= chunkFor(rate, limit)
}
