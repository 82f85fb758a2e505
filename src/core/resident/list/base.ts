import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { openScratch } from '../../db/scratch.ts'
import { openSqlite, readerOf, type Sqlite } from '../../db/sqlite.ts'
import type { ReadDb, SqlParams } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { StationPaths } from '../../station.ts'

/**
 * The resident list is a base of its own beside the store (decision 0080): encrypted with the same key, made anew by each import and put in
 * the old one's place whole. It is no part of the station's state.
 */
export const LIST_FILE = 'residents.db'
const APPLICATION_ID = 0x526b_506e
const VERSION = 1
/** Of its pages in memory, KiB, while it is made and while it is read. */
const CACHE_KB = 16_384

/**
 * `id` is the place in the alphabet (name, date of birth, NIK): lists and the word index are in that order without sorting. The index holds no
 * text of its own (contentless) and no positions: words are found, rows are read from `resident`.
 */
export const TABLES = `
CREATE TABLE resident (
  id INTEGER PRIMARY KEY,
  nik TEXT NOT NULL,
  kk TEXT NOT NULL,
  name TEXT NOT NULL,
  birth_place TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  sex TEXT NOT NULL,
  mother TEXT NOT NULL,
  address TEXT NOT NULL,
  rt TEXT NOT NULL,
  rw TEXT NOT NULL,
  village TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE word USING fts5(words, content='', detail='none', columnsize=0, prefix='1 2 3 4', tokenize="ascii");
CREATE TABLE left_out (line INTEGER NOT NULL, problems TEXT NOT NULL, cells TEXT NOT NULL) STRICT;
CREATE TABLE about (what TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`

/** Made when the rows lie in their order. */
export const INDICES = `
CREATE UNIQUE INDEX resident_nik ON resident (nik);
CREATE INDEX resident_kk ON resident (kk) WHERE kk <> '';
`

const aboutSchema = z.object({
  importedAt: z.string(),
  by: z.string(),
  file: z.string(),
  header: z.array(z.string()),
  residents: z.number(),
  left: z.number(),
  villages: z.array(z.string()),
})
/** What a list says of itself. */
export type AboutList = z.infer<typeof aboutSchema>

export function listPath({ folder }: Pick<StationPaths, 'folder'>): string {
  return join(folder, LIST_FILE)
}

/** A new, empty base. Not durable before `finishBase`: it lies under a name that nobody reads. */
export function createBase(path: string, key: Uint8Array): Sqlite {
  const db = openScratch(path, key, CACHE_KB)
  db.pragma(`application_id = ${APPLICATION_ID}`)
  db.pragma(`user_version = ${VERSION}`)
  db.exec(TABLES)
  return db
}

export function writeAbout(db: Sqlite, about: AboutList): void {
  db.prepare("INSERT INTO about (what, value) VALUES ('list', ?)").run(JSON.stringify(about))
}

/** An open list, read-only. */
export interface ListBase {
  readonly read: ReadDb
  readonly about: AboutList
  close(): void
}

/** What SQLite says of a list that is only read: it is damaged, or the disk below it. */
function damaged(error: unknown): unknown {
  return error instanceof Error && error.name === 'SqliteError'
    ? refuse('RESIDENTS-DAMAGED', {}, error)
    : error
}

function within<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw damaged(error)
  }
}

/** Damage may lie anywhere in the file, and is found when that is read. */
function guarded(read: ReadDb): ReadDb {
  return {
    get: <Row>(sql: string, params?: SqlParams) => within(() => read.get<Row>(sql, params)),
    all: <Row>(sql: string, params?: SqlParams) => within(() => read.all<Row>(sql, params)),
    *iterate<Row>(sql: string, params?: SqlParams) {
      try {
        yield* read.iterate<Row>(sql, params)
      } catch (error) {
        throw damaged(error)
      }
    },
  }
}

/** The station's list, or null where there is none. RESIDENTS-DAMAGED where the file is not ours or does not open with this key; STORE-NEWER. */
export function openBase(path: string, key: Uint8Array): ListBase | null {
  if (!existsSync(path)) return null
  const db = within(() => openSqlite(path, key, { create: false, readonly: true }))
  try {
    const read = guarded(readerOf(db))
    db.pragma('trusted_schema = OFF')
    db.pragma(`cache_size = -${CACHE_KB}`)
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw refuse('RESIDENTS-DAMAGED')
    const found = Number(db.pragma('user_version', { simple: true }))
    if (found > VERSION) throw refuse('STORE-NEWER', { found, known: VERSION })
    const row = read.get<{ value: string }>("SELECT value FROM about WHERE what = 'list'")
    const about = aboutSchema.safeParse(JSON.parse(row?.value ?? 'null'))
    if (!about.success) throw refuse('RESIDENTS-DAMAGED')
    return { read, about: about.data, close: () => void db.close() }
  } catch (error) {
    db.close()
    throw damaged(error)
  }
}
