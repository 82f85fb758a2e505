import { existsSync } from 'node:fs'
import { refuse } from '../refuse.ts'
import type { ReadDb, WriteDb, WriteTx } from './handles.ts'
import { APPLICATION_ID, migrate, schemaOf, SCHEMA } from './migrate.ts'
import {
  BUSY_MS,
  configure,
  openSqlite,
  problemsOf,
  readerOf,
  txOf,
  writerOf,
  type Sqlite,
} from './sqlite.ts'
import { storeFault } from './store-fault.ts'

/** An open store: one connection, a reading and a writing half of it. */
export interface Store {
  readonly path: string
  readonly read: ReadDb
  readonly write: WriteDb
  /** `quick`: pages and indices (seconds on gigabytes); `full` compares indices with tables too. Answers what is wrong, empty when sound. */
  check(depth: 'quick' | 'full'): string[]
  /**
   * Moves the WAL into the file and truncates it, so that deleted plaintext does not stay there. Never waits: while a worker reads from
   * a snapshot, what it needs stays in the WAL until a later checkpoint.
   */
  checkpoint(): void
  close(): void
}

function storeOf(path: string, db: Sqlite): Store {
  return {
    path,
    read: readerOf(db),
    write: writerOf(db),
    check: (depth) => problemsOf(db, depth),
    checkpoint() {
      // TRUNCATE waits for readers as long as the busy timeout, on the thread that serves the page.
      db.pragma('busy_timeout = 0')
      try {
        db.pragma('wal_checkpoint(TRUNCATE)')
      } finally {
        db.pragma(`busy_timeout = ${BUSY_MS}`)
      }
    },
    close() {
      db.close()
    },
  }
}

/** Refuses whatever does not open as ours with this key; the file is not touched. */
function assertOurs(db: Sqlite): void {
  let application: unknown
  try {
    application = db.pragma('application_id', { simple: true })
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch (cause) {
    throw refuse('STORE-DAMAGED', {}, cause)
  }
  if (application !== APPLICATION_ID) throw refuse('STORE-DAMAGED')
}

/**
 * Opens the station's existing store and brings it to the newest schema. Never makes a new one: a missing file is STORE-MISSING,
 * one that does not open with the (already proven) key is STORE-DAMAGED, one of a newer program STORE-NEWER.
 */
export function openStore(path: string, key: Uint8Array): Store {
  if (!existsSync(path)) throw refuse('STORE-MISSING')
  const db = openSqlite(path, key, { create: false })
  try {
    assertOurs(db)
    const found = schemaOf(db)
    if (found > SCHEMA) throw refuse('STORE-NEWER', { found, known: SCHEMA })
    configure(db)
    migrate(db)
    return storeOf(path, db)
  } catch (error) {
    db.close()
    throw error
  }
}

/** Makes a new store; refuses where any file lies already (FILE-EXISTS). */
export function createStore(path: string, key: Uint8Array): Store {
  if (existsSync(path)) throw refuse('FILE-EXISTS', { path })
  const db = openSqlite(path, key, { create: true })
  try {
    configure(db)
    migrate(db)
    return storeOf(path, db)
  } catch (error) {
    db.close()
    throw error
  }
}

/** A store that is no station yet, while rows come into it. */
export interface Filling {
  /** As in a transaction; what is put counts from the next `settle` on. */
  put<T>(work: (tx: WriteTx) => T): T
  settle(): void
  /** As a Store's. */
  check: Store['check']
  /** What was not settled is gone. */
  close(): void
}

/** Of pages that are held in memory, KiB: keys are random, so that rows go everywhere. */
const FILLING_KB = 16_384

/**
 * A second connection to a store that is being made. Nothing waits for the disk here: a crash leaves a store that nobody may go on with, and
 * whoever makes it flushes it before it stands. Faults as openStore.
 */
export function openFilling(path: string, key: Uint8Array): Filling {
  const db = openSqlite(path, key, { create: false })
  try {
    assertOurs(db)
    configure(db)
    db.pragma('synchronous = OFF')
    db.pragma(`cache_size = -${FILLING_KB}`)
    db.exec('BEGIN IMMEDIATE')
  } catch (error) {
    db.close()
    throw error
  }
  const tx = txOf(db)
  const attempt = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw storeFault(error)
    }
  }
  return {
    put: (work) => attempt(() => work(tx)),
    settle: () => attempt(() => db.exec('COMMIT; BEGIN IMMEDIATE')),
    check: (depth) => problemsOf(db, depth),
    close: () => void db.close(),
  }
}

/** Of its pages that are held in memory, KiB: it goes through tables from end to end. */
const READER_KB = 2048

/** A second, read-only connection for a worker thread: long reads from one snapshot. */
export function openReader(path: string, key: Uint8Array): { read: ReadDb; begin(): void; close(): void } {
  const db = openSqlite(path, key, { create: false, readonly: true })
  db.pragma('trusted_schema = OFF')
  db.pragma(`cache_size = -${READER_KB}`)
  return {
    read: readerOf(db),
    begin() {
      db.exec('BEGIN')
      db.prepare('SELECT count(*) FROM sqlite_schema').get()
    },
    close() {
      db.close()
    },
  }
}
