/** What a site's registry asks of a database. Two halves: SQLite embedded (`sqlite.ts`), PostgreSQL for several receivers (`postgres.ts`). */
export type SqlValue = string | number | null
export type SqlParams = readonly SqlValue[]

export interface SqlReader {
  /** First row, or undefined. Parameters are `?`. */
  get<Row>(sql: string, params?: SqlParams): Promise<Row | undefined>
  all<Row>(sql: string, params?: SqlParams): Promise<Row[]>
}

export interface SqlTx extends SqlReader {
  /** Answers how many rows changed. */
  run(sql: string, params?: SqlParams): Promise<number>
}

export interface Sql extends SqlReader {
  /**
   * One writer of a site at a time, over all its processes: what is read inside stays true until the end. Durable when it resolves; a
   * thrown error rolls back.
   */
  transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T>
  /**
   * Holds a name over all processes of a site until the answered function is called, or the process dies. Waits at most `waitMs`;
   * undefined when another still holds it.
   */
  hold(name: string, waitMs: number): Promise<(() => Promise<void>) | undefined>
  close(): Promise<void>
}
