import type { ReadDb } from '../db/handles.ts'
import { birthDateNow, everHad, fieldNow, isCancelledSql, nameNow, nikNow } from './amended.ts'
import { ALIKE, birthDatesToSearch, type Identity, nameLikeness, samePerson } from './same-person.ts'

/** Somebody recorded here who may be the same person. */
export interface Alike extends Identity {
  readonly recording: string
  readonly nik: string
  readonly score: number
}

interface Row {
  readonly id: string
  readonly nik: string
  readonly name: string
  readonly birth_date: string
}

/** How many are shown at most: more is no help. */
const SHOWN = 5

/**
 * Recordings of this station that may be the same person under another NIK, likeliest first. The name is compared before the
 * mother's is even read: on a default birthday thousands share the date.
 */
export function alikeRecordings(db: ReadDb, person: Identity, nik: string): Alike[] {
  const dates = birthDatesToSearch(person.birthDate)
  const year = person.birthDate.slice(0, 4)
  const born =
    dates === null
      ? 'm.birth_date >= :from AND m.birth_date <= :to'
      : 'm.birth_date IN (SELECT value FROM json_each(:dates))'
  const rows = db.all<Row>(
    `SELECT r.id, ${nikNow('r')} AS nik, ${nameNow('r')} AS name, ${birthDateNow('r')} AS birth_date FROM recording r
     WHERE r.id IN (${everHad(born)}) AND r.kind = 'recording' AND ${nikNow('r')} <> :nik AND NOT ${isCancelledSql('r.id')}`,
    dates === null
      ? { from: `${year}-01-01`, to: `${year}-12-31`, nik }
      : { dates: JSON.stringify(dates), nik },
  )
  return rows
    .filter(({ name }) => nameLikeness(person.name, name) >= 0.7)
    .map((row) => withScore(db, person, row))
    .filter(({ score }) => score >= ALIKE)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SHOWN)
}

function withScore(db: ReadDb, person: Identity, row: Row): Alike {
  const { mother } = db.get<{ mother: string | null }>(
    `SELECT ${fieldNow('r', 'namaIbu')} AS mother FROM recording r WHERE r.id = ?`,
    [row.id],
  )!
  const known = { name: row.name, birthDate: row.birth_date, mother: mother ?? '-' }
  return { recording: row.id, nik: row.nik, ...known, score: samePerson(person, known) }
}
