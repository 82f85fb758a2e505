import Database from 'better-sqlite3'
import { base64 } from '../../lib/bytes.ts'
import type { ReadDb, SqlParams, SqlRow, WriteDb, WriteTx } from './handles.ts'
import { storeFault } from './store-fault.ts'

export type Sqlite = Database.Database

/** How long a connection waits for another one's lock. */
export const BUSY_MS = 5000

/**
 * Opens a file with a raw 32-byte key (sqlite3mc, `PRAGMA key="x'..'"`); sets nothing else.
 * The key never appears in an argument, a log or an error.
 */
export function openSqlite(
  path: string,
  key: Uint8Array,
  options: { create: boolean; readonly?: boolean },
): Sqlite {
  const db = new Database(path, {
    fileMustExist: !options.create,
    readonly: options.readonly ?? false,
    timeout: BUSY_MS,
  })
  db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`)
  return db
}

/** Session settings that every connection of ours has. */
export function configure(db: Sqlite): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('secure_delete = ON')
  // A row that REPLACE removes fires its delete trigger too, so that no change goes unrecorded.
  db.pragma('recursive_triggers = ON')
  db.pragma('temp_store = MEMORY')
  // Change triggers write blobs as base64 (formats/changes). They need a trusted schema; nobody without the key can alter it.
  db.pragma('trusted_schema = ON')
  db.function('rekam_base64', { deterministic: true, directOnly: false }, (bytes: unknown) =>
    bytes instanceof Uint8Array ? base64(bytes) : null,
  )
}

/** The read half over one connection; statements are prepared once. */
export function readerOf(db: Sqlite): ReadDb {
  const statements = new Map<string, Database.Statement>()
  const prepare = (sql: string) => {
    let statement = statements.get(sql)
    if (!statement) {
      statement = db.prepare(sql)
      statements.set(sql, statement)
    }
    return statement
  }
  const bind = (params?: SqlParams) => (params === undefined ? [] : [params])
  return {
    get: <Row = SqlRow>(sql: string, params?: SqlParams) =>
      prepare(sql).get(...bind(params)) as Row | undefined,
    all: <Row = SqlRow>(sql: string, params?: SqlParams) => prepare(sql).all(...bind(params)) as Row[],
    // A fresh statement: an open iterator keeps its statement busy.
    iterate: <Row = SqlRow>(sql: string, params?: SqlParams) =>
      db.prepare(sql).iterate(...bind(params)) as IterableIterator<Row>,
  }
}

/** What a transaction of this connection may do; one has to be open. */
export function txOf(db: Sqlite): WriteTx {
  const statements = new Map<string, Database.Statement>()
  return {
    ...readerOf(db),
    run(sql, params) {
      let statement = statements.get(sql)
      if (!statement) {
        statement = db.prepare(sql)
        statements.set(sql, statement)
      }
      return statement.run(...(params === undefined ? [] : [params])).changes
    },
  }
}

/** The write half over one connection. Transactions queue behind each other in the order in which they were asked for. */
export function writerOf(db: Sqlite): WriteDb {
  const tx = txOf(db)
  return {
    async transaction(work) {
      try {
        return db.transaction(() => work(tx)).immediate()
      } catch (error) {
        throw storeFault(error)
      }
    },
  }
}

/** What quick_check or integrity_check finds; empty when sound. A page that cannot be read at all is found too. */
export function problemsOf(db: Sqlite, depth: 'quick' | 'full'): string[] {
  try {
    const rows = db.pragma(depth === 'quick' ? 'quick_check' : 'integrity_check') as Record<string, string>[]
    return rows.map((row) => Object.values(row)[0] ?? '').filter((line) => line !== 'ok')
  } catch (error) {
    if (error instanceof Database.SqliteError) return [error.code]
    throw error
  }
}
