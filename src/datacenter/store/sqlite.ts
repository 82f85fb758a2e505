import Database from 'better-sqlite3'
import type { Sql, SqlParams, SqlReader, SqlTx } from './sql.ts'
import { Holds, Turns } from './turns.ts'

/** SQLite in a file: one receiver, and an intake beside it. */
export class SqliteSql implements Sql {
  readonly #db: Database.Database
  readonly #statements = new Map<string, Database.Statement>()
  readonly #turns = new Turns()
  readonly #holds = new Holds()

  constructor(path: string, schema: string) {
    this.#db = new Database(path, { timeout: 20_000 })
    this.#db.pragma('journal_mode = WAL')
    this.#db.pragma('synchronous = FULL')
    this.#db.exec(schema)
  }

  get<Row>(sql: string, params: SqlParams = []): Promise<Row | undefined> {
    return this.#turns.take(async () => this.#statement(sql).get(...params) as Row | undefined)
  }

  all<Row>(sql: string, params: SqlParams = []): Promise<Row[]> {
    return this.#turns.take(async () => this.#statement(sql).all(...params) as Row[])
  }

  transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      this.#db.exec('BEGIN IMMEDIATE')
      try {
        const result = await work(this.#inside)
        this.#db.exec('COMMIT')
        return result
      } catch (error) {
        if (this.#db.inTransaction) this.#db.exec('ROLLBACK')
        throw error
      }
    })
  }

  hold(name: string, waitMs: number): Promise<(() => Promise<void>) | undefined> {
    return this.#holds.hold(name, waitMs)
  }

  close(): Promise<void> {
    return this.#turns.take(async () => void this.#db.close())
  }

  /** Without a turn of its own: the transaction has it. */
  readonly #inside: SqlTx & SqlReader = {
    get: async <Row>(sql: string, params: SqlParams = []) =>
      this.#statement(sql).get(...params) as Row | undefined,
    all: async <Row>(sql: string, params: SqlParams = []) => this.#statement(sql).all(...params) as Row[],
    run: async (sql: string, params: SqlParams = []) => this.#statement(sql).run(...params).changes,
  }

  #statement(sql: string): Database.Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
