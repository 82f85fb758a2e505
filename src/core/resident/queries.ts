import type { CentralStatus } from '../../contract/status.ts'
import { everHad, isCancelledSql, nikNow } from './amended.ts'
import type { ReadDb } from '../db/handles.ts'

export interface RecordedHere {
  readonly id: string
  readonly at: string
  readonly status: CentralStatus
}

/** This station's recordings of a NIK, newest first. */
export function recordingsOfNik(db: ReadDb, nik: string): RecordedHere[] {
  return db.all(
    `SELECT r.id, r.sealed_at AS at, t.status FROM recording r JOIN recording_status t ON t.recording = r.id
     WHERE r.id IN (${everHad('m.nik = :nik')}) AND r.kind = 'recording' AND ${nikNow('r')} = :nik AND NOT ${isCancelledSql('r.id')}
     ORDER BY r.rowid DESC`,
    { nik },
  )
}

/** Open drafts of a NIK. */
export function draftsOfNik(db: ReadDb, nik: string): { id: string; at: string }[] {
  return db.all(
    "SELECT id, updated_at AS at FROM draft WHERE nik = ? AND kind = 'recording' ORDER BY created_at",
    [nik],
  )
}
