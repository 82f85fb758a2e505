import type { ReadDb } from '../db/handles.ts'
import { tallies } from '../db/tally.ts'
import { HELD_BACK } from '../enrolment/index.ts'
import { perhapsIn } from './perhaps.ts'

export interface WaitingForBag {
  /** Packets without a receipt that nothing holds back. */
  readonly waiting: number
  /** Of those, the ones that lie in no bag, and not perhaps in one that was cut off; and their bytes. */
  readonly fresh: number
  readonly bytes: number
  /** Those that perhaps lie in a bag that was cut off, and whose drive is not here to tell. */
  readonly interrupted: number
}

/**
 * How many packets wait for a bag, counted as they come and go (tally `bag`); what is held back, or lies in a bag that was cut off, is few and is taken
 * off here. @param being ids of bags that are being written just now: what is to lie in them is on its way.
 */
export function countForBag(db: ReadDb, being: readonly string[] = []): WaitingForBag {
  const all = new Map(tallies<'fresh' | 'before'>(db, 'bag').map((one) => [one.key, one]))
  const { fresh, before } = { fresh: all.get('fresh'), before: all.get('before') }
  const apart = db.get<{ held: number; fresh: number; bytes: number; cut: number }>(
    `WITH held AS (${HELD_BACK}), perhaps AS (
       ${perhapsIn('bag-making', 'j.value ->> 0 AS id, j.value ->> 1 AS attempt', '1, 2')})
     SELECT count(held) AS held, coalesce(sum(fresh), 0) AS fresh, coalesce(sum(bytes) FILTER (WHERE fresh), 0) AS bytes,
       coalesce(sum(cut) FILTER (WHERE fresh), 0) AS cut FROM (
       SELECT w.recording AS held, w.fresh, w.bytes, 0 AS cut FROM held h CROSS JOIN bag_wait w ON w.recording = h.id
       UNION ALL
       SELECT NULL, w.fresh, w.bytes, p.cut FROM (SELECT p.id, p.cut FROM perhaps p CROSS JOIN recording_status s
           ON s.recording = p.id AND s.attempt = p.attempt WHERE p.id NOT IN held) p
         CROSS JOIN bag_wait w ON w.recording = p.id)`,
    { being: JSON.stringify(being) },
  )!
  return {
    waiting: (fresh?.n ?? 0) + (before?.n ?? 0) - apart.held,
    fresh: (fresh?.n ?? 0) - apart.fresh,
    bytes: (fresh?.bytes ?? 0) - apart.bytes,
    interrupted: apart.cut,
  }
}
