import type { Station } from '../station.ts'

/** What a line did longer ago says nothing of it now. */
const FRESH_MS = 10 * 60_000

interface Known {
  readonly rate: number
  /** By the process's own clock, in ms. */
  readonly at: number
}

const lines = new WeakMap<Station['write'], Map<string, Known>>()

/** What the line to a site did in the turn before, bytes per second: a round of one packet need not find out again. 0 where nothing is known. */
export function rateOf(station: Station, site: string): number {
  const known = lines.get(station.write)?.get(site)
  return known && performance.now() - known.at < FRESH_MS ? known.rate : 0
}

export function rememberRate(station: Station, site: string, rate: number): void {
  const known = lines.get(station.write) ?? new Map<string, Known>()
  lines.set(station.write, known.set(site, { rate, at: performance.now() }))
}
