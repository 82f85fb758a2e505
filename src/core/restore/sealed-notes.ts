import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadDb } from '../db/handles.ts'
import { openScratch } from '../db/scratch.ts'
import { readerOf, type Sqlite } from '../db/sqlite.ts'
import { storeFault } from '../db/store-fault.ts'

/** Of the pages that are held in memory, KiB. */
const CACHE_KB = 8192

function opened(path: string, tables: string, cacheKb: number): Sqlite {
  return attempt(() => {
    const db = openScratch(path, randomBytes(32), cacheKb)
    try {
      // One transaction that never ends: what does not fit into the cache is written, and nothing is waited for.
      db.exec(`${tables}; BEGIN`)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })
}

/** Reading writes too: it makes room in the cache for pages that it needs. */
function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw storeFault(error)
  }
}

/**
 * Tables in a file, so that memory does not grow with what is noted. The file is sealed by a key that nobody keeps, is never asked for durability, and
 * goes when it is disposed of. Any call may say DISK-FULL or DISK-IO of that file: after it nothing that was noted counts.
 */
export class SealedNotes implements Disposable {
  readonly #path: string
  readonly #db: Sqlite
  readonly #read: ReadDb
  readonly #statements = new Map<string, ReturnType<Sqlite['prepare']>>()

  /**
   * @param folder for the file; made where it is not there. A file that a killed run left there is replaced.
   * @param tables in SQL
   * @param cacheKb less only in tests
   */
  constructor(folder: string, name: string, tables: string, cacheKb = CACHE_KB) {
    this.#path = join(folder, name)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    rmSync(this.#path, { force: true })
    try {
      this.#db = opened(this.#path, tables, cacheKb)
    } catch (error) {
      rmSync(this.#path, { force: true })
      throw error
    }
    this.#read = readerOf(this.#db)
  }

  get<Row>(sql: string, values: readonly string[] = []): Row | undefined {
    return attempt(() => this.#read.get<Row>(sql, values))
  }

  all<Row>(sql: string): Row[] {
    return attempt(() => this.#read.all<Row>(sql))
  }

  /** Row after row. Nothing may be noted while they are being gone through. */
  *iterate<Row>(sql: string, values: readonly string[] = []): IterableIterator<Row> {
    try {
      yield* this.#read.iterate<Row>(sql, values)
    } catch (error) {
      throw storeFault(error)
    }
  }

  /** Answers how many rows it changed. */
  run(sql: string, values: readonly (string | number)[]): number {
    return attempt(() => this.#prepared(sql).run(values).changes)
  }

  [Symbol.dispose](): void {
    this.#db.close()
    rmSync(this.#path, { force: true })
  }

  #prepared(sql: string): ReturnType<Sqlite['prepare']> {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql)
    this.#statements.set(sql, known)
    return known
  }
}
