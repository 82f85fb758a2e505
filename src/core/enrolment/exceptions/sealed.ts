import type { Draft } from '../../../contract/enrolment.ts'
import { maskNik } from '../../../contract/nik.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'
import { isCancelledSql, nameNow, nikNow } from '../../resident/index.ts'

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

/** Recordings that wait for a penyelia before they are sent, the oldest first, as corrected, NIK masked; not what was cancelled. */
export function waitingApprovals(db: ReadDb): WaitingApproval[] {
  return db
    .all<Omit<WaitingApproval, 'exceptions'>>(
      `SELECT r.id AS recording, r.seq, ${nameNow('r')} AS name, ${nikNow('r')} AS nik, r.sealed_at AS sealedAt FROM recording r
       WHERE r.id IN (SELECT recording FROM recording_exception WHERE approved_by IS NULL) AND NOT ${isCancelledSql('r.id')}
       ORDER BY r.sealed_at, r.seq`,
    )
    .map((row) => ({ ...row, nik: maskNik(row.nik), exceptions: recordedExceptions(db, row.recording) }))
}

/**
 * SQL: whether the exceptions of a recording still wait. It is neither sent nor exported before a penyelia said yes (FACTS:
 * biometric exception). @param packet an SQL expression: the recording's id
 */
export function waitsForApproval(packet: string): string {
  return `EXISTS (SELECT 1 FROM recording_exception w WHERE w.recording = ${packet} AND w.approved_by IS NULL)`
}

/** Whether a recording's exceptions wait now. */
export function waitsNow(db: ReadDb, recording: string): boolean {
  return db.get(`SELECT 1 WHERE ${waitsForApproval(':recording')}`, { recording }) !== undefined
}
