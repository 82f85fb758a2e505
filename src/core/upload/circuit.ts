/** Waits between probes of a site that refuses or does not answer: seconds, doubling, at most half an hour. */
const FIRST_WAIT = 30
const LONGEST_WAIT = 1800
/** A wait is shortened by up to this part, so that a thousand stations do not come back in the same second. */
const SPREAD = 0.2

/**
 * When a site may be asked again after its `failures`-th failure in a row (1 or more). No retry storm, no forgotten site. `spread`: 0
 * to 1, this station's own luck.
 */
export function nextProbe(now: Date, failures: number, spread = 0): Date {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 10))
  return new Date(now.getTime() + wait * 1000 * (1 - SPREAD * spread))
}

/** Until when a next probe can lie: one that is further away was noted by a clock that ran ahead and was set right since. */
export function latestProbe(now: Date): string {
  return new Date(now.getTime() + LONGEST_WAIT * 1000).toISOString()
}

/** Whether a next probe, ISO, is still to come; null for none. */
export function isToCome(probe: string | null, now: Date): boolean {
  return probe !== null && probe > now.toISOString() && probe <= latestProbe(now)
}
