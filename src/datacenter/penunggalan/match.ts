import type { CentralStatus } from '../../contract/status.ts'
import type { Record } from '../registry/records.ts'
import type { SqlReader } from '../store/sql.ts'

/** Why two cases may be one person. */
export type Likeness = 'nik-and-fingers' | 'fingers' | 'nik' | 'biodata'

export interface Match {
  readonly packet: string
  readonly status: CentralStatus
  readonly likeness: Likeness
}

/** So many equal fingers are one person; a single one may be a smudge, and is for a person to look at. */
const SAME_FINGERS = 2

/** Cases that count for nobody: failed ones, duplicates that were found already, and what is still to be looked at after this one. */
const NOT_COUNTED: readonly CentralStatus[] = [
  'RECEIVED_AT_CENTRAL',
  'DUPLICATE_RECORD',
  'ENROLL_FAILURE_AT_CENTRAL',
  'ENROLL_FAILURE_AT_REGIONAL',
  'SEARCH_FAILURE_AT_CENTRAL',
]

interface Candidate {
  packet: string
  status: CentralStatus
  nik: string
  name_key: string
  birth_date: string
  mother_key: string
  same: number
}

function likenessOf(record: Record, other: Candidate): Likeness | undefined {
  const sameNik = other.nik === record.nik
  if (other.same >= SAME_FINGERS) return sameNik ? 'nik-and-fingers' : 'fingers'
  if (sameNik) return other.same > 0 ? 'nik-and-fingers' : 'nik'
  if (other.same > 0) return 'biodata'
  const samePerson = other.name_key === record.name_key && other.birth_date === record.birth_date
  return samePerson && (other.mother_key === record.mother_key || other.mother_key === '')
    ? 'biodata'
    : undefined
}

/**
 * The decided cases that resemble this one: equal NIK, equal fingers, or equal name, birth date and mother. What it supersedes itself,
 * what failed, what is void, and what was found to be a duplicate are none.
 */
export async function matchesOf(db: SqlReader, record: Record): Promise<Match[]> {
  const found = await db.all<Candidate>(
    `SELECT r.packet, r.status, r.nik, r.name_key, r.birth_date, r.mother_key,
       (SELECT count(*) FROM record_finger a JOIN record_finger b ON b.identity = a.identity AND b.finger = a.finger
        WHERE a.packet = ? AND b.packet = r.packet) AS same
     FROM record r WHERE r.packet <> ? AND NOT (r.complete = 0 AND r.conflict IS NOT NULL) AND (r.supersedes IS NULL OR r.supersedes <> ?) AND r.packet <> ? AND (
       (r.nik = ? AND r.nik <> '') OR (r.birth_date = ? AND r.name_key = ? AND r.name_key <> '') OR r.packet IN (
         SELECT b.packet FROM record_finger a JOIN record_finger b ON b.identity = a.identity AND b.finger = a.finger WHERE a.packet = ?))
     ORDER BY r.packet`,
    [
      record.packet,
      record.packet,
      record.packet,
      record.supersedes ?? '',
      record.nik,
      record.birth_date,
      record.name_key,
      record.packet,
    ],
  )
  return found.flatMap((other) => {
    if (NOT_COUNTED.includes(other.status)) return []
    const likeness = likenessOf(record, other)
    return likeness === undefined ? [] : [{ packet: other.packet, status: other.status, likeness }]
  })
}
