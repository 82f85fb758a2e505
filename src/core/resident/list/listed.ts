import type { ResidentRow } from '../../../contract/resident-list.ts'
import { maskNik, parseNik } from '../../../contract/nik.ts'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { nikInvalid } from '../nik-invalid.ts'
import { draftsOfNik, recordingsOfNik } from '../queries.ts'
import { RESIDENT_COLUMNS } from './columns.ts'
import { placeOf, residentKey } from './key.ts'
import { listOf, openList } from './open-list.ts'

/** Members of a household that are shown at most. */
const FAMILY = 50

type Placed = ResidentRow & { readonly id: number }

/** Whom a page asks for: by a key of a search, or by a NIK. NIK-INVALID, NOT-FOUND. */
function residentOf(station: Station, read: ReadDb, who: { key: string } | { nik: string }): Placed {
  const select = `SELECT id, ${RESIDENT_COLUMNS} FROM resident`
  const gone = () => refuse('NOT-FOUND', { what: 'Penduduk' })
  if ('key' in who) {
    const row = read.get<Placed>(`${select} WHERE id = ?`, [placeOf(who.key)])
    if (!row || residentKey(station, row) !== who.key) throw gone()
    return row
  }
  const parts = parseNik(who.nik)
  if (!parts.ok) throw nikInvalid(parts.code)
  const row = read.get<Placed>(`${select} WHERE nik = ?`, [parts.nik])
  if (!row) throw gone()
  return row
}

/** A resident's line of the Dinas' list, or null. The caller says in the audit why it is read. */
export function listedLine(station: Station, nik: string): ResidentRow | null {
  const row = openList(station)?.read.get<ResidentRow>(
    `SELECT ${RESIDENT_COLUMNS} FROM resident WHERE nik = ?`,
    [nik],
  )
  return row ?? null
}

/**
 * A resident of the list, the family by its card, and what this station has of them. Opening a person is in the audit, by a commitment to the NIK.
 * RESIDENTS-NONE, NIK-INVALID, NOT-FOUND.
 */
export async function showListed(station: Station, who: { key: string } | { nik: string }) {
  const { read } = listOf(station)
  const { id: _id, ...resident } = residentOf(station, read, who)
  const { nik, kk } = resident
  const family = read.all<{ id: number; nik: string; name: string; birthDate: string }>(
    `SELECT id, nik, name, birth_date AS "birthDate" FROM resident
     WHERE kk <> '' AND kk = ? AND nik <> ? ORDER BY birth_date, id LIMIT ${FAMILY}`,
    [kk, nik],
  )
  await station.write.transaction((tx) => recordAct(tx, station, 'residents.opened', '', { nik }))
  return {
    resident,
    family: family.map(({ id, ...one }) => ({
      ...one,
      key: residentKey(station, { id, nik: one.nik }),
      nik: maskNik(one.nik),
    })),
    recordings: recordingsOfNik(station.read, nik),
    drafts: draftsOfNik(station.read, nik),
  }
}
