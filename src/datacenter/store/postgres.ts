import { createHash } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { isFault } from '../../lib/fault.ts'
import { namedSilence } from './silent.ts'
import type { Sql, SqlParams, SqlReader, SqlTx } from './sql.ts'

/** Advisory locks: the first number says what for, the second what is held. */
const WRITER = 4711
const HOLDS = 4712
const RETRY_MS = 25
/** How long a database may be silent: to a connection, and to a query. */
const SILENT_MS = 15_000
/** So many times as long a writer waits for another one's turn; the server ends one that was frozen in its turn before that. */
const TURN = 4

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

/** The line under a connection; `pg` shows it to nobody. */
function streamOf(client: pg.PoolClient): Duplex {
  return (client as unknown as { connection: { stream: Duplex } }).connection.stream
}

/** `broken` hears of a silence: nothing more can be asked over this connection. */
function readerOf(
  client: Pick<pg.Pool | pg.ClientBase, 'query'>,
  broken: (error: unknown) => void = () => {},
): SqlTx & SqlReader {
  const ask = async (sql: string, params: SqlParams = []) => {
    try {
      return await (client as pg.Pool).query(numbered(sql), [...params])
    } catch (error) {
      const named = namedSilence(error)
      if (isFault(named)) broken(named)
      throw named
    }
  }
  return {
    get: async <Row>(sql: string, params?: SqlParams) => (await ask(sql, params)).rows[0] as Row | undefined,
    all: async <Row>(sql: string, params?: SqlParams) => (await ask(sql, params)).rows as Row[],
    run: async (sql: string, params?: SqlParams) => (await ask(sql, params)).rowCount ?? 0,
  }
}

async function connected(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw namedSilence(error)
  }
}

/**
 * PostgreSQL: several receivers behind a balancer share one registry, and whatever a dead one held is free again. A database that does not
 * answer is refused by name within bounded time (Fault SITE-DATABASE-SILENT from every method), and asked anew the next time (decision 141).
 */
export class PostgresSql implements Sql {
  readonly #pool: pg.Pool
  /** Apart: whoever holds a name still needs the other pool to get on. */
  readonly #holders: pg.Pool
  readonly #reader: SqlReader
  readonly #silentMs: number
  readonly #open = new Set<pg.PoolClient>()

  private constructor(pool: pg.Pool, holders: pg.Pool, silentMs: number) {
    this.#pool = pool
    this.#holders = holders
    this.#silentMs = silentMs
    this.#reader = readerOf(pool)
    for (const each of [pool, holders]) {
      each.on('connect', (client) => {
        this.#open.add(client)
        client.once('end', () => this.#open.delete(client))
      })
    }
  }

  /** `url` is `postgres://user@host/database` or `socket:/folder?db=..`. Makes the tables that are not there. */
  static async open(
    url: string,
    schema: string,
    lost: (error: Error) => void = () => {},
    silentMs = SILENT_MS,
  ): Promise<PostgresSql> {
    const options = {
      connectionString: url,
      connectionTimeoutMillis: silentMs,
      query_timeout: silentMs,
      // A receiver that froze in its turn: the others go on.
      idle_in_transaction_session_timeout: silentMs * (TURN - 1),
    }
    const pool = new pg.Pool({ ...options, max: 8 })
    const holders = new pg.Pool({ ...options, max: 32 })
    for (const each of [pool, holders]) {
      // A connection that breaks while nobody uses it: the pool makes another one. In use, whoever uses it hears of it by its query.
      each.on('error', lost)
      each.on('connect', (client) => client.on('error', lost))
    }
    const sql = new PostgresSql(pool, holders, silentMs)
    try {
      // Two receivers that start at once would both make them: in a writer's turn.
      await sql.transaction(async (tx) => void (await tx.run(spelt(schema))))
    } catch (error) {
      await sql.close()
      throw error
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
    const client = await connected(this.#pool)
    let broken: unknown
    const tx = readerOf(client, (error) => (broken = error))
    try {
      await tx.run('BEGIN')
      await this.#turn(client)
      const result = await work(tx)
      // Also where the work had no ear for it.
      if (broken) throw broken
      await tx.run('COMMIT')
      return result
    } catch (error) {
      // Nobody answers a ROLLBACK either; the closed connection is one.
      if (isFault(error, 'SITE-DATABASE-SILENT')) broken = error
      else await client.query('ROLLBACK').catch((failed: unknown) => (broken = failed))
      throw error
    } finally {
      client.release(broken !== undefined)
    }
  }

  async hold(name: string, waitMs: number): Promise<(() => Promise<void>) | undefined> {
    const key = createHash('sha256').update(name).digest().readInt32LE(0)
    const client = await connected(this.#holders)
    const until = Date.now() + waitMs
    try {
      for (;;) {
        const row = await readerOf(client).get<{ got: boolean }>('SELECT pg_try_advisory_lock(?, ?) AS got', [
          HOLDS,
          key,
        ])
        if (row?.got) break
        if (Date.now() >= until) {
          client.release()
          return undefined
        }
        await sleep(RETRY_MS)
      }
    } catch (error) {
      client.release(true)
      throw error
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
    // A silent database never says that a connection has ended, and the process would wait for it.
    setTimeout(() => {
      for (const client of this.#open) streamOf(client).destroy()
    }, this.#silentMs).unref()
  }

  /** The one writer's turn, over all receivers. */
  async #turn(client: pg.PoolClient): Promise<void> {
    const asked = {
      text: 'SELECT pg_advisory_xact_lock($1, 0)',
      values: [WRITER],
      query_timeout: this.#silentMs * TURN,
    }
    try {
      await client.query(asked)
    } catch (error) {
      throw namedSilence(error)
    }
  }
}
