import { type CentralStatus, CENTRAL_STATUSES } from '../../contract/status.ts'
import { canReset } from '../../contract/status-transitions.ts'
import type { FollowUp } from '../../contract/upload.ts'
import type { ReadDb } from '../db/handles.ts'
import { setStatus } from '../enrolment/index.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'

/** Verdicts that stand still until somebody does something. */
const DECISIONS: readonly CentralStatus[] = ['DUPLICATE_RECORD', 'ADJUDICATE_RECORD', 'REQUEST_VALIDATION']
/** What was just sent is not stuck: the centre may answer within the day. */
const STUCK_MS = 24 * 3600 * 1000
/** Recordings per transaction: the desk goes on writing in between. */
const BATCH = 200

const LISTED = CENTRAL_STATUSES.filter((status) => canReset(status) || DECISIONS.includes(status))

/** What a collecting post holds is not stuck on the way: sent again it would lie there twice. */
const NOT_AT_POST = `NOT (s.status = 'SENT_FOR_ENROLLMENT' AND EXISTS (SELECT 1 FROM post_receipt p
  WHERE p.packet = s.recording AND p.attempt = s.attempt))`

/** Since when a status must stand to be on the list, as an instant. */
function bound(status: CentralStatus, now: Date): string {
  return new Date(now.getTime() - (status === 'SENT_FOR_ENROLLMENT' ? STUCK_MS : 0)).toISOString()
}

/** What the centre left for somebody: per status how many, and since when the oldest stands. */
export function followUps(db: ReadDb, now: Date): FollowUp[] {
  return LISTED.flatMap((status) => {
    const { count, oldest } = db.get<{ count: number; oldest: string | null }>(
      `SELECT count(*) AS count, min(at) AS oldest FROM recording_status s WHERE status = ? AND at <= ? AND ${NOT_AT_POST}`,
      [status, bound(status, now)],
    )!
    return oldest === null ? [] : [{ status, count, oldest, resend: canReset(status) }]
  })
}

/**
 * The official recovery, for all recordings of one status: back to BIO_CAPTURED with the next attempt, and so into the queue again. A
 * supervisor's act; one that is cut off goes on at the next call. Answers how many. UPLOAD-SUPERVISOR, UPLOAD-NO-RESET.
 */
export async function resetAll(
  station: Station,
  { status, reason }: { status: CentralStatus; reason: string },
): Promise<number> {
  if (station.actor.role !== 'penyelia') throw refuse('UPLOAD-SUPERVISOR')
  if (!canReset(status)) throw refuse('UPLOAD-NO-RESET')
  const now = station.ports.now()
  const at = now.toISOString()
  let done = 0
  for (;;) {
    const reset = await station.write.transaction((tx) => {
      const stuck = tx.all<{ recording: string }>(
        `SELECT recording FROM recording_status s WHERE status = ? AND at <= ? AND ${NOT_AT_POST} ORDER BY at, recording LIMIT ?`,
        [status, bound(status, now), BATCH],
      )
      for (const { recording } of stuck) {
        setStatus(tx, station, { recording, to: 'BIO_CAPTURED', by: 'reset', at, note: reason })
      }
      return stuck.length
    })
    done += reset
    if (reset < BATCH) break
  }
  if (done > 0) station.changed('upload')
  return done
}
