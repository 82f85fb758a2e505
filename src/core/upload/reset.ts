import { type CentralStatus, CENTRAL_STATUSES } from '../../contract/status.ts'
import type { NextStep } from '../../contract/next-step.ts'
import { canReset } from '../../contract/status-transitions.ts'
import type { FollowUp } from '../../contract/upload.ts'
import type { ReadDb } from '../db/handles.ts'
import { CASE, plausibleUntil, setStatus, STANDING, type StandingRow, stepOf } from '../enrolment/index.ts'
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

/** A status that stands long enough to be on the list, or since a day to come: a clock ran ahead, and nobody knows for how long. */
const IS_STUCK = '(s.at <= :bound OR s.at > :until)'

function stuckBy(status: CentralStatus, now: Date): { bound: string; until: string } {
  const bound = new Date(now.getTime() - (status === 'SENT_FOR_ENROLLMENT' ? STUCK_MS : 0)).toISOString()
  return { bound, until: plausibleUntil(now) }
}

/** What the centre left for somebody: per status how many, since when the oldest stands, and what is done next. */
export function followUps(db: ReadDb, now: Date): FollowUp[] {
  return LISTED.flatMap((status) => {
    const groups = db.all<StandingRow & { count: number; oldest: string }>(
      `SELECT status, attempt, failures, lacks, mended, count(DISTINCT held) AS count, min(at) AS oldest FROM (
         SELECT ${STANDING}, s.at, ${CASE} AS held FROM recording_status s
         WHERE s.status = :status AND ${IS_STUCK} AND ${NOT_AT_POST})
       GROUP BY status, attempt, failures, lacks, mended`,
      { status, ...stuckBy(status, now) },
    )
    if (groups.length === 0) return []
    const count = groups.reduce((sum, one) => sum + one.count, 0)
    const oldest = groups.map((one) => one.oldest).toSorted()[0]!
    return [{ status, count, oldest, resend: canReset(status), steps: stepsOf(groups) }]
  })
}

/** The groups by their next step, the largest first. */
function stepsOf(groups: readonly (StandingRow & { count: number; oldest: string })[]): FollowUp['steps'] {
  const steps = new Map<NextStep, FollowUp['steps'][number]>()
  for (const group of groups) {
    const step = stepOf(group)
    const before = steps.get(step)
    steps.set(step, {
      step,
      count: (before?.count ?? 0) + group.count,
      oldest: [before?.oldest ?? group.oldest, group.oldest].toSorted()[0]!,
      from: Math.min(before?.from ?? group.attempt, group.attempt),
      to: Math.max(before?.to ?? 0, group.attempt),
    })
  }
  return [...steps.values()].toSorted((a, b) => b.count - a.count)
}

/**
 * The official recovery, for all recordings of one status, or those of it that have one next step: back to BIO_CAPTURED with the next attempt,
 * and so into the queue again. A supervisor's act; one that is cut off goes on at the next call. Answers how many. UPLOAD-SUPERVISOR, UPLOAD-NO-RESET.
 */
export async function resetAll(
  station: Station,
  { status, step, reason }: { status: CentralStatus; step?: NextStep | undefined; reason: string },
): Promise<number> {
  if (station.actor.role !== 'penyelia') throw refuse('UPLOAD-SUPERVISOR')
  if (!canReset(status)) throw refuse('UPLOAD-NO-RESET')
  const now = station.ports.now()
  const at = now.toISOString()
  let done = 0
  let after = { at: '', recording: '' }
  for (;;) {
    const [last, reset] = await station.write.transaction((tx) => {
      const stuck = tx.all<StandingRow & { recording: string; at: string }>(
        `SELECT ${STANDING}, s.recording, s.at FROM recording_status s
         WHERE s.status = :status AND ${IS_STUCK} AND (s.at, s.recording) > (:at, :recording) AND ${NOT_AT_POST}
         ORDER BY s.at, s.recording LIMIT :limit`,
        { status, ...stuckBy(status, now), ...after, limit: BATCH },
      )
      const chosen = stuck.filter((row) => step === undefined || stepOf(row) === step)
      for (const { recording } of chosen) {
        setStatus(tx, station, { recording, to: 'BIO_CAPTURED', by: 'reset', at, note: reason })
      }
      return [stuck.at(-1), chosen.length]
    })
    done += reset
    if (!last) break
    after = { at: last.at, recording: last.recording }
  }
  if (done > 0) station.changed('upload')
  return done
}
