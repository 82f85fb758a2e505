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

/** Whether a recording's exceptions still wait: it is not sent before a penyelia said yes. */
export function waitsForApproval(db: ReadDb, recording: string): boolean {
  return (
    db.get('SELECT 1 FROM recording_exception WHERE recording = ? AND approved_by IS NULL', [recording]) !==
    undefined
  )
}

/**
 * A penyelia says yes to a sealed recording's exceptions, in the transaction that records the amendment which carries their word.
 * ENROLMENT-SUPERVISOR-ONLY. Answers whether there was anything to approve.
 */
export function approveRecorded(tx: WriteTx, station: Station, recording: string): boolean {
  const { actor, ports } = station
  if (actor.role !== 'penyelia') throw refuse('ENROLMENT-SUPERVISOR-ONLY')
  const approved = tx.run(
    'UPDATE recording_exception SET approved_by = ?, approved_at = ? WHERE recording = ? AND approved_by IS NULL',
    [actor.account, ports.now().toISOString(), recording],
  )
  if (approved > 0) recordAct(tx, station, 'recording.exceptions-approved', recording, { approved })
  return approved > 0
}
