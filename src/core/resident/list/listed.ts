import type { ResidentRow } from '../../../contract/resident-list.ts'
import { parseNik } from '../../../contract/nik.ts'
import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { nikInvalid } from '../nik-invalid.ts'
import { draftsOfNik, recordingsOfNik } from '../queries.ts'
import { RESIDENT_COLUMNS } from './columns.ts'
import { listOf } from './open-list.ts'

/** Members of a household that are shown at most. */
const FAMILY = 50

/**
 * A resident of the list, the family by its card, and what this station has of them. Opening a person is in the audit, by a commitment to the NIK.
 * RESIDENTS-NONE, NIK-INVALID, NOT-FOUND.
 */
export async function showListed(station: Station, typed: string) {
  const parts = parseNik(typed)
  if (!parts.ok) throw nikInvalid(parts.code)
  const { nik } = parts
  const { read } = listOf(station)
  const resident = read.get<ResidentRow>(`SELECT ${RESIDENT_COLUMNS} FROM resident WHERE nik = ?`, [nik])
  if (!resident) throw refuse('NOT-FOUND', { what: 'Penduduk' })
  const family = read.all<{ nik: string; name: string; birthDate: string }>(
    `SELECT nik, name, birth_date AS "birthDate" FROM resident
     WHERE kk <> '' AND kk = ? AND nik <> ? ORDER BY birth_date, id LIMIT ${FAMILY}`,
    [resident.kk, nik],
  )
  await station.write.transaction((tx) => recordAct(tx, station, 'residents.opened', '', { nik }))
  return {
    resident,
    family,
    recordings: recordingsOfNik(station.read, nik),
    drafts: draftsOfNik(station.read, nik),
  }
}
