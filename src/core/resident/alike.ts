import type { ReadDb } from '../db/handles.ts'
import { birthDatesToSearch, ALIKE, type Identity, nameLikeness, samePerson } from './same-person.ts'

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
  const rows =
    dates === null
      ? db.all<Row>(
          `SELECT id, nik, name, birth_date FROM recording
           WHERE kind = 'recording' AND birth_date >= :from AND birth_date <= :to AND nik <> :nik`,
          { from: `${person.birthDate.slice(0, 4)}-01-01`, to: `${person.birthDate.slice(0, 4)}-12-31`, nik },
        )
      : db.all<Row>(
          `SELECT id, nik, name, birth_date FROM recording
           WHERE kind = 'recording' AND birth_date IN (SELECT value FROM json_each(:dates)) AND nik <> :nik`,
          { dates: JSON.stringify(dates), nik },
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
    "SELECT json_extract(biodata, '$.namaIbu') AS mother FROM recording WHERE id = ?",
    [row.id],
  )!
  const known = { name: row.name, birthDate: row.birth_date, mother: mother ?? '-' }
  return { recording: row.id, nik: row.nik, ...known, score: samePerson(person, known) }
}
