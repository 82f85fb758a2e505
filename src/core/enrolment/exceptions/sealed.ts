import type { Draft } from '../../../contract/enrolment.ts'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'

/** Keeps a draft's exceptions for its recording; before the draft goes, in the same transaction. */
export function keepExceptions(tx: WriteTx, id: string): void {
  tx.run(
    `INSERT INTO recording_exception (recording, slot, reason, approved_by, approved_at)
     SELECT draft, slot, reason, approved_by, approved_at FROM draft_exception WHERE draft = ? ORDER BY slot`,
    [id],
  )
}

/** A sealed recording's exceptions, in the order of their slots. */
export function recordedExceptions(db: ReadDb, recording: string): Draft['exceptions'] {
  return db.all<Draft['exceptions'][number]>(
    'SELECT slot, reason, approved_by AS approvedBy FROM recording_exception WHERE recording = ? ORDER BY slot',
    [recording],
  )
}

/** A sealed recording whose exceptions nobody has approved yet. */
export interface WaitingApproval {
  recording: string
  seq: number
  name: string
  nik: string
  sealedAt: string
  exceptions: Draft['exceptions']
}

/** Recordings that wait for a penyelia before they are sent, the oldest first. */
export function waitingApprovals(db: ReadDb): WaitingApproval[] {
  return db
    .all<Omit<WaitingApproval, 'exceptions'>>(
      `SELECT id AS recording, seq, name, nik, sealed_at AS sealedAt FROM recording
       WHERE id IN (SELECT recording FROM recording_exception WHERE approved_by IS NULL) ORDER BY sealed_at, seq`,
    )
    .map((row) => ({ ...row, exceptions: recordedExceptions(db, row.recording) }))
}

/**
 * SQL: whether the exceptions of a recording still wait. It is neither sent nor exported before a penyelia said yes (FACTS:
 * biometric exception). @param packet an SQL expression: the recording's id
 */
export function waitsForApproval(packet: string): string {
  return `EXISTS (SELECT 1 FROM recording_exception w WHERE w.recording = ${packet} AND w.approved_by IS NULL)`
}

/**
 * A penyelia says yes to all exceptions of a sealed recording; it may be sent from then on. Saying it twice is saying it once.
 * ENROLMENT-SUPERVISOR-ONLY, NOT-FOUND.
 */
export async function approveRecorded(station: Station, recording: string): Promise<void> {
  const { actor, ports } = station
  if (actor.role !== 'penyelia') throw refuse('ENROLMENT-SUPERVISOR-ONLY')
  const approved = await station.write.transaction((tx) => {
    if (recordedExceptions(tx, recording).length === 0) throw refuse('NOT-FOUND', { what: 'Pengecualian' })
    const count = tx.run(
      'UPDATE recording_exception SET approved_by = ?, approved_at = ? WHERE recording = ? AND approved_by IS NULL',
      [actor.account, ports.now().toISOString(), recording],
    )
    if (count > 0) recordAct(tx, station, 'recording.exceptions-approved', recording, { approved: count })
    return count
  })
  if (approved > 0) station.changed('enrolment')
}
