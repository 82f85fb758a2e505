import type { KnownRecording } from './known-recording.ts'
import { SealedNotes } from './sealed-notes.ts'

const TABLES = `
  CREATE TABLE known (id TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL, sealed_at TEXT NOT NULL, sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL, head TEXT NOT NULL, name TEXT NOT NULL) STRICT;
  CREATE INDEX known_seq ON known (epoch, seq);
  CREATE TABLE named (id TEXT PRIMARY KEY, received INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE suket (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE found (id TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (id, sha256)) STRICT, WITHOUT ROWID`

const COLUMNS = 'id, epoch, seq, sealed_at, sha256, bytes, head, name'

/**
 * What a reading of sources knows of each packet, by the register and by what was found; memory does not grow with the packets. Any call may say DISK-FULL
 * or DISK-IO: after it nothing that was noted counts.
 */
export class PacketNotes implements Disposable {
  readonly #notes: SealedNotes

  /**
   * @param folder for the file of SealedNotes
   * @param cacheKb less only in tests
   */
  constructor(folder: string, cacheKb?: number) {
    this.#notes = new SealedNotes(folder, 'notes.db', TABLES, cacheKb)
  }

  /** A register line; the first one of an id counts. */
  know({ id, epoch, seq, sealed_at: at, sha256, bytes, head, name }: KnownRecording): void {
    this.#notes.run(`INSERT INTO known (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, [
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
    this.#notes.run(
      'INSERT INTO named (id, received) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET received = max(received, excluded.received)',
      [id, received ? 1 : 0],
    )
  }

  suket(id: string): void {
    this.#notes.run('INSERT INTO suket (id) VALUES (?) ON CONFLICT DO NOTHING', [id])
  }

  /** Answers whether it is the first of its kind, id and digest. */
  find(id: string, sha256: string): boolean {
    return (
      this.#notes.run('INSERT INTO found (id, sha256) VALUES (?, ?) ON CONFLICT DO NOTHING', [id, sha256]) > 0
    )
  }

  known(id: string): KnownRecording | undefined {
    return this.#notes.get<KnownRecording>(`SELECT ${COLUMNS} FROM known WHERE id = ?`, [id])
  }

  /** The register of an epoch by number. Nothing may be noted while it is being gone through. */
  knownOf(epoch: string): IterableIterator<KnownRecording> {
    return this.#notes.iterate<KnownRecording>(
      `SELECT ${COLUMNS} FROM known WHERE epoch = ? ORDER BY seq, rowid`,
      [epoch],
    )
  }

  /** Register lines whose packet was not found. */
  notFound(): KnownRecording[] {
    return this.#notes.all(
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
    return this.#notes.get('SELECT 1 FROM named WHERE id = ? AND received = 1', [id]) !== undefined
  }

  has(id: string, sha256: string): boolean {
    return this.#notes.get('SELECT 1 FROM found WHERE id = ? AND sha256 = ?', [id, sha256]) !== undefined
  }

  hasAny(id: string): boolean {
    return this.#notes.get('SELECT 1 FROM found WHERE id = ?', [id]) !== undefined
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
    const count = (sql: string) => this.#notes.get<{ n: number }>(`SELECT ${sql}`)?.n ?? 0
    return {
      known: count('count(*) AS n FROM known'),
      sukets: count('count(*) AS n FROM suket'),
      found: count('count(DISTINCT id) AS n FROM found'),
    }
  }

  [Symbol.dispose](): void {
    this.#notes[Symbol.dispose]()
  }

  #ids(sql: string): string[] {
    return this.#notes.all<{ id: string }>(sql).map(({ id }) => id)
  }
}
