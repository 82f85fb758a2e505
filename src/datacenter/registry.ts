import Database from 'better-sqlite3'

/** A packet as a site knows it. `announced` it waits for bytes; `received` it lies in the store and has a receipt. */
export interface Entry {
  packet: string
  sha256: string
  attempt: number
  bytes: number
  station: string
  epoch: string
  seq: number
  signature: string
  state: 'announced' | 'received'
  /** Set with `received`. */
  serial: number | null
}

export interface StoredReceipt {
  serial: number
  bytes: string
  signature: string
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS entry (
  packet TEXT NOT NULL, sha256 TEXT NOT NULL, attempt INTEGER NOT NULL, bytes INTEGER NOT NULL, station TEXT NOT NULL,
  epoch TEXT NOT NULL, seq INTEGER NOT NULL, signature TEXT NOT NULL, state TEXT NOT NULL, serial INTEGER,
  PRIMARY KEY (packet, sha256, attempt)
) STRICT;
CREATE TABLE IF NOT EXISTS receipt (serial INTEGER PRIMARY KEY, bytes TEXT NOT NULL, signature TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS certificate (signature TEXT PRIMARY KEY, bytes TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS answer (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, bag TEXT NOT NULL, at TEXT NOT NULL) STRICT;
`

/** What a site remembers: announced and received packets, its receipts, stations' certificates. Writes are durable when they return. */
export class Registry {
  readonly #db: Database.Database

  constructor(path: string) {
    this.#db = new Database(path)
    this.#db.pragma('journal_mode = WAL')
    this.#db.pragma('synchronous = FULL')
    this.#db.exec(SCHEMA)
  }

  find(packet: string, sha256: string, attempt: number): Entry | undefined {
    const sql = 'SELECT * FROM entry WHERE packet = ? AND sha256 = ? AND attempt = ?'
    return this.#db.prepare<unknown[], Entry>(sql).get(packet, sha256, attempt)
  }

  /** Another packet under the same id: a packet never changes, so that one of them is false. */
  conflicts(packet: string, sha256: string): boolean {
    return (
      this.#db
        .prepare('SELECT 1 FROM entry WHERE packet = ? AND sha256 <> ? AND state = ?')
        .get(packet, sha256, 'received') !== undefined
    )
  }

  /** Whether a packet of this id was received here. */
  holds(packet: string): boolean {
    return (
      this.#db.prepare('SELECT 1 FROM entry WHERE packet = ? AND state = ?').get(packet, 'received') !==
      undefined
    )
  }

  /** What a station said last counts, until the packet is received: then nothing of it changes. */
  announce(entry: Omit<Entry, 'state' | 'serial'>): void {
    this.#db
      .prepare(
        `INSERT INTO entry (packet, sha256, attempt, bytes, station, epoch, seq, signature, state, serial)
         VALUES (:packet, :sha256, :attempt, :bytes, :station, :epoch, :seq, :signature, 'announced', NULL)
         ON CONFLICT DO UPDATE SET bytes = excluded.bytes, station = excluded.station, epoch = excluded.epoch, seq = excluded.seq,
           signature = excluded.signature WHERE state = 'announced'`,
      )
      .run(entry)
  }

  /** Marks a packet received and keeps its receipt, in one transaction; a repeat answers the receipt that was given first. */
  receive(
    entry: Omit<Entry, 'state' | 'serial'>,
    sign: (serial: number) => { bytes: string; signature: string },
  ): StoredReceipt {
    return this.#db
      .transaction(() => {
        const known = this.find(entry.packet, entry.sha256, entry.attempt)
        if (known?.serial) return this.receipt(known.serial)!
        const { last } = this.#db
          .prepare<[], { last: number | null }>('SELECT max(serial) AS last FROM receipt')
          .get()!
        const stored = { serial: (last ?? 0) + 1, ...sign((last ?? 0) + 1) }
        this.announce(entry)
        this.#db
          .prepare('INSERT INTO receipt (serial, bytes, signature) VALUES (:serial, :bytes, :signature)')
          .run(stored)
        this.#db
          .prepare(
            `UPDATE entry SET state = 'received', serial = ? WHERE packet = ? AND sha256 = ? AND attempt = ?`,
          )
          .run(stored.serial, entry.packet, entry.sha256, entry.attempt)
        return stored
      })
      .immediate()
  }

  receipt(serial: number): StoredReceipt | undefined {
    return this.#db.prepare<[number], StoredReceipt>('SELECT * FROM receipt WHERE serial = ?').get(serial)
  }

  keepCertificate(bytes: string, signature: string): void {
    this.#db
      .prepare('INSERT INTO certificate (signature, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING')
      .run(signature, bytes)
  }

  certificates(): { bytes: string; signature: string }[] {
    return this.#db
      .prepare<[], { bytes: string; signature: string }>('SELECT bytes, signature FROM certificate')
      .all()
  }

  /** Gives an answer bag its number; a number may be lost, never given twice. */
  answer(id: string, bag: string, at: string): number {
    const { lastInsertRowid } = this.#db
      .prepare(
        'INSERT INTO answer (sequence, id, bag, at) SELECT coalesce(max(sequence), 0) + 1, ?, ?, ? FROM answer',
      )
      .run(id, bag, at)
    return Number(lastInsertRowid)
  }

  counts(): { announced: number; received: number; bytes: number } {
    const sql = `SELECT count(*) FILTER (WHERE state = 'announced') AS announced, count(*) FILTER (WHERE state = 'received') AS received,
      coalesce(sum(bytes) FILTER (WHERE state = 'received'), 0) AS bytes FROM entry`
    return this.#db.prepare<[], { announced: number; received: number; bytes: number }>(sql).get()!
  }

  close(): void {
    this.#db.close()
  }
}
