import { setImmediate } from 'node:timers/promises'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { tally } from '../db/tally.ts'
import { HELD_BACK, isAmendmentUnsent, isHeldBack } from '../enrolment/index.ts'
import { latestProbe } from './circuit.ts'
import { putDeparture } from './queries.ts'

export interface Waiting {
  /** Place in the queue: rises in the order of sealing. */
  readonly place: number
  readonly id: string
  readonly seq: number
  readonly sha256: string
  readonly bytes: number
  readonly sealed_at: string
  readonly attempt: number
}

/** A receipt moves a recording out of these; the partial index of migration 11 holds exactly them. */
const PENDING_STATUSES = ['BIO_CAPTURED', 'PROCESSING', 'SENT_FOR_ENROLLMENT']
/** A recording that waits for the centre's first receipt of its attempt, as SQL over `recording_status s`. */
export const PENDING = `s.status IN (${PENDING_STATUSES.map((status) => `'${status}'`).join(', ')})`
const FROM_PENDING = `recording_status s INDEXED BY recording_pending`

/** No receipt of this attempt, not held back, its amendments gone before. */
const MAY_GO = `${PENDING} AND NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = r.id AND c.attempt = s.attempt)
  AND NOT ${isHeldBack('r.id')} AND NOT ${isAmendmentUnsent('r.id', ':site')}`

export interface Asking {
  readonly site: string
  /** Only what comes after this place; 0 for the start. */
  readonly after: number
  readonly limit: number
  /** Packets that wait by themselves until after this instant are left out; null takes them too. */
  readonly now: string | null
}

/** The next packets for a site, in the order of sealing: no receipt, not held back, its amendments gone before, not refused by
 * this site, and not at this post already. */
export function nextPackets(db: ReadDb, { site, after, limit, now }: Asking): Waiting[] {
  return db.all<Waiting>(
    `SELECT s.rowid AS place, r.id, r.seq, r.sha256, r.bytes, r.sealed_at, s.attempt
     FROM ${FROM_PENDING} CROSS JOIN recording r ON r.id = s.recording
     WHERE ${MAY_GO} AND (${PENDING}) = 1 AND s.rowid > :after
       AND NOT EXISTS (SELECT 1 FROM upload_item u
         WHERE u.packet = r.id AND u.attempt = s.attempt AND u.site = :site AND u.state IN ('refused', 'received'))
       AND NOT EXISTS (SELECT 1 FROM upload_pause p
         WHERE p.packet = r.id AND p.attempt = s.attempt AND p.site = :site AND p.next_at > :now AND p.next_at <= :latest)
     ORDER BY s.rowid LIMIT :limit`,
    { site, after, limit, now: now ?? '9999', latest: now === null ? '' : latestProbe(new Date(now)) },
  )
}

/** Packets chosen at once: on a store just opened each is read from a page of its own, and nobody may wait for that. */
const STEP = 40

/** As nextPackets, for many: chosen step by step, so that what else this process does is not held up. */
export async function gatherPackets(db: ReadDb, asking: Asking): Promise<Waiting[]> {
  const found: Waiting[] = []
  for (let after = asking.after; found.length < asking.limit; after = found.at(-1)!.place) {
    const limit = Math.min(STEP, asking.limit - found.length)
    const step = nextPackets(db, { ...asking, after, limit })
    found.push(...step)
    if (step.length < limit) break
    await setImmediate()
  }
  return found
}

/**
 * Notes that packets leave for a site, in the caller's transaction and before their first byte: from here on somebody outside may know of
 * them (a cancellation follows). Those that may not go any more since they were chosen are left out. Answers for the others whether
 * this is the first note of it.
 */
export function depart(
  tx: WriteTx,
  packets: readonly Pick<Waiting, 'id' | 'attempt'>[],
  site: string,
  at: string,
): Map<string, boolean> {
  const ids = JSON.stringify(packets.map(({ id }) => id))
  const may = tx.all<{ id: string; attempt: number }>(
    `SELECT r.id, s.attempt FROM json_each(:ids) j CROSS JOIN recording r ON r.id = j.value
       CROSS JOIN recording_status s ON s.recording = r.id WHERE ${MAY_GO}`,
    { ids, site },
  )
  const attempts = new Map(may.map(({ id, attempt }) => [id, attempt]))
  return new Map(
    packets
      .filter(({ id, attempt }) => attempts.get(id) === attempt)
      .map(({ id, attempt }) => [id, putDeparture(tx, { packet: id, attempt, site, at })]),
  )
}

/** How many recordings have no receipt yet. */
export function waitingCount(db: ReadDb): number {
  return PENDING_STATUSES.reduce((sum, status) => sum + tally(db, 'status', status), 0)
}

/** How many of those stay here for now. */
export function heldCount(db: ReadDb): number {
  return db.get<{ n: number }>(
    `SELECT count(*) AS n FROM (${HELD_BACK}) h JOIN recording_status s ON s.recording = h.id WHERE ${PENDING}`,
    {},
  )!.n
}

/** When the first of those that wait was sealed; null where none waits. */
export function oldestWaiting(db: ReadDb): string | null {
  const first = db.get<{ sealed_at: string }>(
    `SELECT r.sealed_at FROM ${FROM_PENDING} CROSS JOIN recording r ON r.id = s.recording
     WHERE ${PENDING} AND (${PENDING}) = 1 ORDER BY s.rowid LIMIT 1`,
  )
  return first?.sealed_at ?? null
}
