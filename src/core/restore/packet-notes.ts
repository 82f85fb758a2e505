import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadDb } from '../db/handles.ts'
import { openScratch } from '../db/scratch.ts'
import { readerOf, type Sqlite } from '../db/sqlite.ts'
import { storeFault } from '../db/store-fault.ts'
import type { KnownRecording } from './known-recording.ts'

/** Of the pages that are held in memory, KiB. */
const CACHE_KB = 8192

const TABLES = `
  CREATE TABLE known (id TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL, sealed_at TEXT NOT NULL, sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL, head TEXT NOT NULL, name TEXT NOT NULL) STRICT;
  CREATE INDEX known_seq ON known (epoch, seq);
  CREATE TABLE named (id TEXT PRIMARY KEY, received INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE suket (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE found (id TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (id, sha256)) STRICT, WITHOUT ROWID;
  BEGIN`

const COLUMNS = 'id, epoch, seq, sealed_at, sha256, bytes, head, name'

function openNotes(path: string, cacheKb: number): Sqlite {
  return attempt(() => {
    const db = openScratch(path, randomBytes(32), cacheKb)
    try {
      // One transaction that never ends: what does not fit into the cache is written, and nothing is waited for.
      db.exec(TABLES)
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
 * What a reading of sources knows of each packet, by the register and by what was found: in a file, so that memory does not grow with the
 * packets. The file is sealed by a key that nobody keeps, is never asked for durability, and goes when it is disposed of. Any call may say DISK-FULL or DISK-IO of that file: after
 * it nothing that was noted counts.
 */
export class PacketNotes implements Disposable {
  readonly #path: string
  readonly #db: Sqlite
  readonly #read: ReadDb
  readonly #statements = new Map<string, ReturnType<Sqlite['prepare']>>()

  /**
   * @param folder for the file; made where it is not there. A file that a killed run left there is replaced.
   * @param cacheKb less only in tests
   */
  constructor(folder: string, cacheKb = CACHE_KB) {
    this.#path = join(folder, 'notes.db')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    rmSync(this.#path, { force: true })
    try {
      this.#db = openNotes(this.#path, cacheKb)
    } catch (error) {
      rmSync(this.#path, { force: true })
      throw error
    }
    this.#read = readerOf(this.#db)
  }

  /** A register line; the first one of an id counts. */
  know({ id, epoch, seq, sealed_at: at, sha256, bytes, head, name }: KnownRecording): void {
    this.#run(`INSERT INTO known (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, [
      id,
      epoch,
      seq,
      at,
      sha256,
      bytes,
      head,
      name,
    ])
  }

  /** A copy, a receipt or a bag names it. */
  name(id: string, received: boolean): void {
    this.#run(
      'INSERT INTO named (id, received) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET received = max(received, excluded.received)',
      [id, received ? 1 : 0],
    )
  }

  suket(id: string): void {
    this.#run('INSERT INTO suket (id) VALUES (?) ON CONFLICT DO NOTHING', [id])
  }

  /** Answers whether it is the first of its kind, id and digest. */
  find(id: string, sha256: string): boolean {
    return this.#run('INSERT INTO found (id, sha256) VALUES (?, ?) ON CONFLICT DO NOTHING', [id, sha256]) > 0
  }

  known(id: string): KnownRecording | undefined {
    return this.#get<KnownRecording>(`SELECT ${COLUMNS} FROM known WHERE id = ?`, [id])
  }

  /** The register of an epoch by number. Nothing may be noted while it is being gone through. */
  *knownOf(epoch: string): IterableIterator<KnownRecording> {
    const sql = `SELECT ${COLUMNS} FROM known WHERE epoch = ? ORDER BY seq, rowid`
    try {
      yield* this.#read.iterate<KnownRecording>(sql, [epoch])
    } catch (error) {
      throw storeFault(error)
    }
  }

  /** Register lines whose packet was not found. */
  notFound(): KnownRecording[] {
    return this.#all(
      `SELECT ${COLUMNS} FROM known AS k WHERE NOT EXISTS (SELECT 1 FROM found AS f WHERE f.id = k.id AND f.sha256 = k.sha256)
       ORDER BY rowid`,
    )
  }

  /** Named ones of which nothing was found. */
  namedOnly(): string[] {
    return this.#ids(
      'SELECT id FROM named AS n WHERE NOT EXISTS (SELECT 1 FROM found AS f WHERE f.id = n.id)',
    )
  }

  received(id: string): boolean {
    return this.#get('SELECT 1 FROM named WHERE id = ? AND received = 1', [id]) !== undefined
  }

  has(id: string, sha256: string): boolean {
    return this.#get('SELECT 1 FROM found WHERE id = ? AND sha256 = ?', [id, sha256]) !== undefined
  }

  hasAny(id: string): boolean {
    return this.#get('SELECT 1 FROM found WHERE id = ?', [id]) !== undefined
  }

  /** Ids that were found, in their order. */
  foundIds(): string[] {
    return this.#ids('SELECT DISTINCT id FROM found ORDER BY id')
  }

  /** Ids of which two different packets were found, in their order. */
  conflicts(): string[] {
    return this.#ids('SELECT id FROM found GROUP BY id HAVING count(*) > 1 ORDER BY id')
  }

  counts(): { readonly known: number; readonly sukets: number; readonly found: number } {
    const count = (sql: string) => this.#get<{ n: number }>(`SELECT ${sql}`)?.n ?? 0
    return {
      known: count('count(*) AS n FROM known'),
      sukets: count('count(*) AS n FROM suket'),
      found: count('count(DISTINCT id) AS n FROM found'),
    }
  }

  [Symbol.dispose](): void {
    this.#db.close()
    rmSync(this.#path, { force: true })
  }

  #ids(sql: string): string[] {
    return this.#all<{ id: string }>(sql).map(({ id }) => id)
  }

  #get<Row>(sql: string, values: readonly string[] = []): Row | undefined {
    return attempt(() => this.#read.get<Row>(sql, values))
  }

  #all<Row>(sql: string): Row[] {
    return attempt(() => this.#read.all<Row>(sql))
  }

  #run(sql: string, values: readonly (string | number)[]): number {
    return attempt(() => this.#prepared(sql).run(values).changes)
  }

  #prepared(sql: string): ReturnType<Sqlite['prepare']> {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql)
    this.#statements.set(sql, known)
    return known
  }
}
