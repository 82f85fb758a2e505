import type { ReadDb } from '../db/handles.ts'
import type { AuditEntry } from './chain.ts'

/** Entries of an epoch, newest first, from before a sequence number. */
export function listEntries(
  read: ReadDb,
  of: { epoch: string; before?: number | undefined; limit: number },
): AuditEntry[] {
  return read.all<AuditEntry>(
    'SELECT * FROM audit WHERE epoch = :epoch AND seq < :before ORDER BY seq DESC LIMIT :limit',
    { epoch: of.epoch, before: of.before ?? Number.MAX_SAFE_INTEGER, limit: of.limit },
  )
}
