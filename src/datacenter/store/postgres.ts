import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Sql, SqlParams, SqlReader, SqlTx } from './sql.ts'

/** Advisory locks: the first number says what for, the second what is held. */
const WRITER = 4711
const HOLDS = 4712
const RETRY_MS = 25

// Big integers and their sums come as numbers: all of ours are exactly representable.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

function numbered(sql: string): string {
  let n = 0
  return sql.replaceAll('?', () => `$${++n}`)
}

/** The registry's one schema in PostgreSQL's words: it has no STRICT, and its INTEGER is short. */
function spelt(schema: string): string {
  return schema.replaceAll(/\bINTEGER\b/g, 'BIGINT').replaceAll(/\)\s*STRICT;/g, ');')
}

function readerOf(client: Pick<pg.Pool | pg.ClientBase, 'query'>): SqlTx & SqlReader {
  const ask = async (sql: string, params: SqlParams = []) =>
    (client as pg.Pool).query(numbered(sql), [...params])
  return {
    get: async <Row>(sql: string, params?: SqlParams) => (await ask(sql, params)).rows[0] as Row | undefined,
    all: async <Row>(sql: string, params?: SqlParams) => (await ask(sql, params)).rows as Row[],
    run: async (sql: string, params?: SqlParams) => (await ask(sql, params)).rowCount ?? 0,
  }
}

/** PostgreSQL: several receivers behind a balancer share one registry, and whatever a dead one held is free again. */
export class PostgresSql implements Sql {
  readonly #pool: pg.Pool
  /** Apart: whoever holds a name still needs the other pool to get on. */
  readonly #holders: pg.Pool
  readonly #reader: SqlReader

  private constructor(pool: pg.Pool, holders: pg.Pool) {
    this.#pool = pool
    this.#holders = holders
    this.#reader = readerOf(pool)
  }

  /** `url` is `postgres://user@host/database` or `socket:/folder?db=..`. Makes the tables that are not there. */
  static async open(
    url: string,
    schema: string,
    lost: (error: Error) => void = () => {},
  ): Promise<PostgresSql> {
    const pool = new pg.Pool({ connectionString: url, max: 8 })
    const holders = new pg.Pool({ connectionString: url, max: 32 })
    for (const each of [pool, holders]) {
      // A connection that breaks while nobody uses it: the pool makes another one. In use, whoever uses it hears of it by its query.
      each.on('error', lost)
      each.on('connect', (client) => client.on('error', lost))
    }
    const sql = new PostgresSql(pool, holders)
    const client = await pool.connect()
    try {
      // Two receivers that start at once would both make them.
      await client.query('SELECT pg_advisory_lock($1, 0)', [WRITER])
      await client.query(spelt(schema))
      await client.query('SELECT pg_advisory_unlock($1, 0)', [WRITER])
    } finally {
      client.release()
    }
    return sql
  }

  get<Row>(sql: string, params?: SqlParams): Promise<Row | undefined> {
    return this.#reader.get<Row>(sql, params)
  }

  all<Row>(sql: string, params?: SqlParams): Promise<Row[]> {
    return this.#reader.all<Row>(sql, params)
  }

  async transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    let broken: Error | undefined
    try {
      await client.query('BEGIN')
      await client.query('SELECT pg_advisory_xact_lock($1, 0)', [WRITER])
      const result = await work(readerOf(client))
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((failed: Error) => (broken = failed))
      throw error
    } finally {
      client.release(broken)
    }
  }

  async hold(name: string, waitMs: number): Promise<(() => Promise<void>) | undefined> {
    const key = createHash('sha256').update(name).digest().readInt32LE(0)
    const client = await this.#holders.connect()
    const until = Date.now() + waitMs
    for (;;) {
      const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS got', [
        HOLDS,
        key,
      ])
      if (rows[0]?.got) break
      if (Date.now() >= until) {
        client.release()
        return undefined
      }
      await sleep(RETRY_MS)
    }
    return async () => {
      // A session that cannot say that it lets go is closed: that lets go too.
      const failed = await client
        .query('SELECT pg_advisory_unlock($1, $2)', [HOLDS, key])
        .then(() => undefined)
        .catch((error: Error) => error)
      client.release(failed)
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#holders.end()])
  }
}
