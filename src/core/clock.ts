import type { ReadDb, WriteTx } from './db/handles.ts'
import { localValue, setLocal } from './db/local.ts'

/** Corrections by a time server are no reason to ask anybody. */
const TOLERANCE_MS = 5 * 60_000

/** Remembers the latest time that this machine ever saw. Order never depends on it (PRODUCT: rule 8). */
export function noteTime(tx: WriteTx, now: Date): void {
  const seen = localValue(tx, 'last-seen')
  if (seen === undefined || seen < now.toISOString()) setLocal(tx, 'last-seen', now.toISOString())
}

/** Whether the computer's clock stands earlier than what was seen before: dated letters wait until a person confirmed it. */
export function isClockBehind(read: ReadDb, now: Date): boolean {
  const seen = localValue(read, 'last-seen')
  return seen !== undefined && now.getTime() < Date.parse(seen) - TOLERANCE_MS
}

/** A person said that the clock is right now, so what was seen before was wrong. */
export function confirmClock(tx: WriteTx, now: Date): void {
  setLocal(tx, 'last-seen', now.toISOString())
}
