import { COPIES, counts, isHere, LEVEL, provenWithin } from '../../enrolment/index.ts'
import type { ReadDb } from '../../db/handles.ts'
import type { Station } from '../../station.ts'

/**
 * When a packet may leave this computer (BACKUP: levels of a copy; FORMATS: receipts): the centre answered for it with a final receipt and
 * nothing sends it again, cold-verified copies lie in at least two named places, and the Dinas' retention is over. Without a retention in
 * the profile nothing ever leaves.
 */

/** However few places a policy asks for. */
const PLACES_AT_LEAST = 2
const DAY_MS = 86_400_000

/** Print-ready or later: the only ones that a final receipt speaks of, and from which no reset sends a packet again. */
export const SETTLED: readonly string[] = [
  'PRINT_READY_RECORD',
  'SENT_FOR_CARD_PRINTING',
  'CARD_PRINTED',
  'CARD_SHIPPED',
  'CARD_ISSUED',
]

/** Why a packet stays. */
export type Held = 'receipt' | 'retention' | 'copies'

export interface Standing {
  readonly id: string
  readonly sealed_at: string
  readonly bytes: number
  readonly status: string
  /** The last final receipt. */
  readonly final_at: string | null
  /** Named places with a copy that was verified cold, lately, on a disk that is ours and without an open alarm. */
  readonly places: number
}

export interface PurgePolicy {
  readonly now: Date
  /** Days after the end of a recording (sealed, and finally received); null for ever. */
  readonly retentionDays: number | null
  readonly places: number
}

export function purgePolicy({ profile, ports }: Pick<Station, 'profile' | 'ports'>): PurgePolicy {
  return {
    now: ports.now(),
    retentionDays: profile.retention.recordingDays ?? null,
    places: Math.max(PLACES_AT_LEAST, profile.policies.copies.places),
  }
}

/** Null when the packet may leave. */
export function heldBy(packet: Standing, policy: PurgePolicy): Held | null {
  if (packet.final_at === null || !SETTLED.includes(packet.status)) return 'receipt'
  const end = Math.max(Date.parse(packet.sealed_at), Date.parse(packet.final_at))
  const { retentionDays, now } = policy
  if (retentionDays === null || now.getTime() < end + retentionDays * DAY_MS) return 'retention'
  return packet.places >= policy.places ? null : 'copies'
}

/** How the packets stand that are on this computer, or one of them. */
export function standings(read: ReadDb, station: Station, one?: string): Standing[] {
  const cold = `${LEVEL} = 'L2' AND ${counts(provenWithin(station))} AND trim(k.place) <> ''
    AND NOT EXISTS (SELECT 1 FROM disk_alarm a WHERE a.disk = k.id AND a.settled_at IS NULL)`
  return read.all<Standing>(
    `SELECT r.id, r.sealed_at, r.bytes, t.status,
       (SELECT max(q.at) FROM receipt q WHERE q.packet = r.id AND q.grade = 'final') AS final_at,
       (SELECT count(DISTINCT lower(k.place)) FROM ${COPIES} WHERE c.packet = r.id AND ${cold}) AS places
     FROM recording r JOIN recording_status t ON t.recording = r.id
     WHERE ${one === undefined ? isHere('r.id') : 'r.id = :one'} ORDER BY r.id`,
    one === undefined ? {} : { one },
  )
}
