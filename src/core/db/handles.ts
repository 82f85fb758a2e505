/** A value that SQLite stores in a strict table. */
export type SqlValue = string | number | bigint | Uint8Array | null
export type SqlParams = Record<string, SqlValue> | readonly SqlValue[]
export type SqlRow = Record<string, SqlValue>

/** Reads: short and synchronous. Cannot write, by its type. */
export interface ReadDb {
  /** First row, or undefined. */
  get<Row = SqlRow>(sql: string, params?: SqlParams): Row | undefined
  all<Row = SqlRow>(sql: string, params?: SqlParams): Row[]
  iterate<Row = SqlRow>(sql: string, params?: SqlParams): IterableIterator<Row>
}

/** What a transaction may do. */
export interface WriteTx extends ReadDb {
  /** Runs one statement; answers how many rows it changed. */
  run(sql: string, params?: SqlParams): number
}

/**
 * The one writer. Asynchronous in its type, so that it can move to a thread of its own where an fsync on a slow disk would stop
 * everything else; `work` is synchronous and runs inside BEGIN IMMEDIATE ... COMMIT (synchronous=FULL: when the promise
 * resolves, it is on the disk). A thrown error rolls back.
 */
export interface WriteDb {
  transaction<T>(work: (tx: WriteTx) => T): Promise<T>
}
