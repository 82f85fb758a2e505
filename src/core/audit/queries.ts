import type { AuditFilter } from '../../contract/audit.ts'
import { momentsOf } from '../../lib/moments-of.ts'
import type { ReadDb, SqlValue } from '../db/handles.ts'
import type { AuditEntry } from './chain.ts'

export interface FoundEntry extends AuditEntry {
  /** Its place in this station's list. */
  readonly n: number
}

/** Everything that bears the resident's NIK, now or before it was corrected: recordings with their amendments, letters, drafts, numbers of the queue, requests. */
const SUBJECTS_OF_NIK = `WITH own AS (SELECT DISTINCT coalesce(amends, id) AS id FROM recording WHERE nik = :about)
  SELECT id FROM own
  UNION SELECT id FROM recording WHERE amends IN (SELECT id FROM own)
  UNION SELECT id FROM suket WHERE recording IN (SELECT id FROM own)
  UNION SELECT id FROM draft WHERE nik = :about
  UNION SELECT id FROM queue_ticket WHERE nik = :about
  UNION SELECT id FROM access_request WHERE nik = :about`

function conditions(
  filter: AuditFilter,
  zone: string,
): { where: string[]; params: Record<string, SqlValue> } {
  const where: string[] = []
  const params: Record<string, SqlValue> = {}
  const add = (condition: string, name: string, value: SqlValue | undefined) => {
    if (value === undefined) return
    where.push(condition)
    params[name] = value
  }
  add('actor = :actor', 'actor', filter.actor)
  // A room is all acts whose names begin with it.
  add("(act = :act OR substr(act, 1, length(:act) + 1) = :act || '.')", 'act', filter.act)
  const isNik = /^\d{16}$/.test(filter.about ?? '')
  add(`subject IN (${isNik ? SUBJECTS_OF_NIK : ':about'})`, 'about', filter.about)
  add('at >= :from', 'from', filter.from && momentsOf(zone, filter.from).from)
  add('at < :to', 'to', filter.until && momentsOf(zone, filter.until).to)
  return { where, params }
}

/** Entries of all epochs that fit, from before a place, the latest first. Days are those of `zone`. */
export function listEntries(
  read: ReadDb,
  {
    before,
    limit,
    zone,
    ...filter
  }: AuditFilter & { before?: number | undefined; limit: number; zone: string },
): FoundEntry[] {
  const { where, params } = conditions(filter, zone)
  return read.all<FoundEntry>(
    `SELECT rowid AS n, * FROM audit WHERE ${['rowid < :before', ...where].join(' AND ')} ORDER BY rowid DESC LIMIT :limit`,
    { ...params, before: before ?? Number.MAX_SAFE_INTEGER, limit },
  )
}
