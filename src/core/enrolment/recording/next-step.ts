import { nextStep, type NextStep, type StandingOfPacket } from '../../../contract/next-step.ts'
import type { ReadDb } from '../../db/handles.ts'

/** An amendment is one case with what it amends; over `recording_status s`. Few amend, and the rows of all others are not read. */
export const CASE =
  'coalesce((SELECT m.amends FROM recording m INDEXED BY recording_amending WHERE m.id = s.recording AND m.amends IS NOT NULL), s.recording)'

const supplemented = (more: string) =>
  `EXISTS (SELECT 1 FROM recording a WHERE a.amends = ${CASE} AND ${more})`

/** What the next step of a case depends on (contract/next-step), as columns over `recording_status s`. */
export const STANDING = `s.status, s.attempt,
  CASE WHEN s.status LIKE 'ENROLL_FAILURE%' THEN (SELECT count(DISTINCT c.attempt) FROM receipt c
    WHERE c.packet = ${CASE} AND c.verdict LIKE 'ENROLL_FAILURE%') ELSE 0 END AS failures,
  s.status LIKE 'ENROLL_FAILURE%' AND EXISTS (SELECT 1 FROM recording_exception x WHERE x.recording = ${CASE})
    AND NOT ${supplemented("json_extract(a.amendment, '$.kind') = 'supplement'")} AS lacks,
  CASE WHEN s.status LIKE 'ENROLL_FAILURE%' OR s.status = 'REQUEST_VALIDATION' THEN ${supplemented(`a.sealed_at > s.at
    AND json_extract(a.amendment, '$.kind') = CASE s.status WHEN 'REQUEST_VALIDATION' THEN 'correction' ELSE 'supplement' END`)}
    ELSE 0 END AS mended`

export interface StandingRow extends Pick<StandingOfPacket, 'status' | 'attempt' | 'failures'> {
  readonly lacks: number
  readonly mended: number
}

export function stepOf(row: StandingRow): NextStep {
  return nextStep({ ...row, lacks: row.lacks === 1, mended: row.mended === 1 })
}

/** The next step of one recording, and which sending it is; undefined for what is not here. */
export function nextStepOf(
  db: Pick<ReadDb, 'get'>,
  recording: string,
): { step: NextStep; attempt: number } | undefined {
  const row = db.get<StandingRow>(`SELECT ${STANDING} FROM recording_status s WHERE s.recording = ?`, [
    recording,
  ])
  return row && { step: stepOf(row), attempt: row.attempt }
}
