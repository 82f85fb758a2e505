import type { ResidentRow } from '../../../contract/resident-list.ts'
import { openSqlite, type Sqlite } from '../../db/sqlite.ts'
import { fold } from '../fold.ts'
import { FIELD_COLUMNS, RESIDENT_COLUMNS } from '../list/columns.ts'

const COLUMNS = Object.values(FIELD_COLUMNS).join(', ')
const PLACES = Object.keys(FIELD_COLUMNS)
  .map((field) => `:${field}`)
  .join(', ')

/** Rows of the old list stand on no line of the file. */
const OLD = 0

export interface Counts {
  added: number
  changed: number
  same: number
}

/**
 * Where old and new rows come together, in an encrypted file of its own: by NIK, and in the order of the alphabet. Nothing of it
 * is durable, nor has to be.
 */
export class Staging {
  readonly #db: Sqlite
  readonly #known
  readonly #put
  readonly #drop
  readonly #mark
  readonly #page
  readonly counts: Counts = { added: 0, changed: 0, same: 0 }

  constructor(path: string, key: Uint8Array) {
    const db = openSqlite(path, key, { create: true })
    for (const pragma of [
      'page_size = 8192',
      'journal_mode = OFF',
      'synchronous = OFF',
      'locking_mode = EXCLUSIVE',
      'temp_store = MEMORY',
      'cache_size = -40960',
    ])
      db.pragma(pragma)
    db.exec(`
      CREATE TABLE row (place TEXT NOT NULL, line INTEGER NOT NULL, ${Object.values(FIELD_COLUMNS)
        .map((column) => `${column} TEXT NOT NULL`)
        .join(', ')}, PRIMARY KEY (place, birth_date, nik)) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX row_nik ON row (nik);
      BEGIN`)
    this.#db = db
    this.#known = db.prepare(`SELECT place, line, ${RESIDENT_COLUMNS} FROM row WHERE nik = ?`)
    this.#put = db.prepare(
      `INSERT INTO row (place, line, ${COLUMNS}) VALUES (:place, :line, ${PLACES}) ON CONFLICT (nik) DO NOTHING`,
    )
    this.#drop = db.prepare('DELETE FROM row WHERE place = :place AND birth_date = :birthDate AND nik = :nik')
    this.#mark = db.prepare(
      'UPDATE row SET line = :line WHERE place = :place AND birth_date = :birthDate AND nik = :nik',
    )
    this.#page = db.prepare(
      `SELECT place, ${RESIDENT_COLUMNS} FROM row
       WHERE (place, birth_date, nik) > (:place, :birthDate, :nik) ORDER BY place, birth_date, nik LIMIT :limit`,
    )
  }

  /** A row of the list that stood until now. */
  old(resident: ResidentRow): void {
    this.#put.run({ place: fold(resident.name), line: OLD, ...resident })
  }

  /** A row of the file; false where another row of it has this NIK with other data, which stays. */
  take(line: number, resident: ResidentRow): boolean {
    if (this.#put.run({ place: fold(resident.name), line, ...resident }).changes === 1) {
      this.counts.added++
      return true
    }
    const known = this.#known.get(resident.nik) as ResidentRow & { place: string; line: number }
    if (isSame(known, resident)) {
      if (known.line === OLD) this.#mark.run({ ...keyOf(known), line })
      this.counts.same++
      return true
    }
    if (known.line !== OLD) return false
    this.#drop.run(keyOf(known))
    this.#put.run({ place: fold(resident.name), line, ...resident })
    this.counts.changed++
    return true
  }

  /** Whom the file does not know goes; answers how many. */
  dropOld(): number {
    return this.#db.prepare('DELETE FROM row WHERE line = ?').run(OLD).changes
  }

  count(): number {
    return Number(this.#db.prepare('SELECT count(*) FROM row').pluck().get())
  }

  /** All rows in the order of name, date of birth, NIK; so many at once. */
  *inOrder(limit: number): Generator<ResidentRow[]> {
    let last = { place: '', birthDate: '', nik: '' }
    for (;;) {
      const rows = this.#page.all({ ...last, limit }) as (ResidentRow & { place: string })[]
      if (rows.length === 0) return
      last = keyOf(rows.at(-1)!)
      yield rows
    }
  }

  close(): void {
    this.#db.close()
  }
}

const keyOf = ({ place, birthDate, nik }: ResidentRow & { place: string }) => ({ place, birthDate, nik })

function isSame(a: ResidentRow, b: ResidentRow): boolean {
  return (Object.keys(FIELD_COLUMNS) as (keyof ResidentRow)[]).every((field) => a[field] === b[field])
}
