import { createHash } from 'node:crypto'
import type { Row } from '../../formats/row.ts'
import type { SqlRow, SqlValue, WriteTx } from '../db/handles.ts'
import { type Clock, decide, isBetterCopy, joinClocks, type Version } from './merge-rules.ts'
import type { StateSource } from './read-state.ts'
import type { StateStep } from './state-step.ts'
import { keyOf, spellKey, Tables, valueOf } from './tables.ts'

/** Versions of the rows of a coming snapshot; they come before the rows. */
const COMING = 'coming_version'

/** What a row that is about to come in meets. */
export interface Coming {
  readonly table: string
  readonly row: Row
  readonly version: Version
  readonly theirs: Clock
}

export interface Into {
  /** What the store knows before this state. */
  readonly ours: Clock
  readonly now: string
  /** Nothing is in the store yet, so that nothing can meet. */
  readonly first: boolean
}

/** Applies one writer's state to a store that is being restored, step by step and in any number of transactions. */
export class StateMerge {
  readonly #source: Pick<StateSource, 'epoch' | 'at'>
  readonly #into: Into
  readonly #theirs: Map<string, number>
  readonly #positions = new Map<string, number>()

  constructor(source: Pick<StateSource, 'epoch' | 'at'>, into: Into) {
    this.#source = source
    this.#into = into
    this.#theirs = new Map([[source.epoch, source.at]])
  }

  static prepare(tx: WriteTx): void {
    tx.run(
      `CREATE TABLE IF NOT EXISTS ${COMING} (tbl TEXT NOT NULL, key TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL,
         PRIMARY KEY (tbl, key)) STRICT, WITHOUT ROWID`,
    )
    tx.run(`DELETE FROM ${COMING}`)
  }

  static finish(tx: WriteTx): void {
    tx.run(`DROP TABLE IF EXISTS ${COMING}`)
  }

  /** What is known once all steps are done. @param to up to where the source's own epoch lacks nothing */
  clock(to: number): Map<string, number> {
    return joinClocks(this.#into.ours, new Map([...this.#theirs, [this.#source.epoch, to]]))
  }

  step(tables: Tables, step: StateStep): void {
    if (step.op === 'version') return this.#note(tables.tx, step)
    if (step.op === 'delete') return this.#remove(tables, step)
    const { table, merge, row } = step
    if (table === 'epoch') this.#positions.set(String(row.id), Number(row.position))
    if (table === 'epoch_source' && row.epoch === this.#source.epoch)
      this.#theirs.set(String(row.source), Number(row.upto))
    if (merge === 'append') this.#append(tables, table, row)
    else if (merge === 'level') this.#copy(tables, table, row)
    else this.#register(tables, table, row, step.version)
  }

  #note(tx: WriteTx, { table, key, version }: StateStep & { op: 'version' }): void {
    const into = this.#into.first ? 'row_version' : COMING
    tx.run(`INSERT INTO ${into} (tbl, key, epoch, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, [
      table,
      key,
      version.epoch,
      version.seq,
    ])
  }

  #append(tables: Tables, table: string, row: Row): void {
    if (tables.insert(table, row)) return
    const key = keyOf(table)
    const here = tables.find(table, key, valuesOf(key, row))
    if (here === undefined) this.#aside(tables.tx, table, row, 'unique')
    else if (!isSame(here, row)) this.#aside(tables.tx, table, row, 'differs')
  }

  #copy(tables: Tables, table: string, row: Row): void {
    if (tables.insert(table, row)) return
    const key = keyOf(table)
    const here = tables.find(table, key, valuesOf(key, row))
    if (here && isBetterCopy({ level: row.level, at: row.at }, { level: here.level, at: here.at }))
      tables.replace(table, key, row)
  }

  #register(tables: Tables, table: string, row: Row, given: Version | null): void {
    const { tx } = tables
    const key = keyOf(table)
    const spelt = spellKey(valuesOf(key, row))
    if (given === null && this.#into.first) {
      if (!tables.insert(table, row)) this.#aside(tx, table, row, 'unique')
      return
    }
    const version = given ?? this.#coming(tx, table, spelt)
    const here = tables.find(table, key, valuesOf(key, row))
    const decision = decide({
      coming: version,
      theirs: this.#theirs,
      here: here ? (versionOf(tx, 'row_version', table, spelt) ?? this.#oldest()) : null,
      ours: this.#into.ours,
      order: (epoch) => this.#positions.get(epoch) ?? 0,
    })
    if (decision === 'keep') return
    if (decision === 'keep-both') {
      if (!isSame(here ?? {}, row)) this.#aside(tx, table, row, 'newer here')
      return
    }
    const taken = here ? tables.replace(table, key, row) : tables.insert(table, row)
    if (!taken) return this.#aside(tx, table, row, 'unique')
    if (decision === 'take-both' && here && !isSame(here, row))
      this.#aside(tx, table, here as Row, 'newer there')
    setVersion(tx, table, spelt, version)
  }

  #remove(tables: Tables, { table, merge, key, version }: StateStep & { op: 'delete' }): void {
    const columns = keyOf(table)
    const spelt = spellKey(key)
    if (merge === 'register') {
      const here = tables.find(table, columns, key)
      if (!here) return
      const decision = decide({
        coming: version,
        theirs: this.#theirs,
        here: versionOf(tables.tx, 'row_version', table, spelt) ?? this.#oldest(),
        ours: this.#into.ours,
        order: (epoch) => this.#positions.get(epoch) ?? 0,
      })
      if (decision !== 'take') return
      setVersion(tables.tx, table, spelt, version)
    }
    tables.remove(table, columns, key)
  }

  /** A row that was there before versions were kept: as old as its epoch. */
  #oldest(): Version {
    return { epoch: this.#source.epoch, seq: 0 }
  }

  #coming(tx: WriteTx, table: string, key: string): Version {
    return versionOf(tx, COMING, table, key) ?? this.#oldest()
  }

  #aside(tx: WriteTx, table: string, row: Row, why: string): void {
    putAside(tx, { table, row, why, source: this.#source.epoch, at: this.#into.now })
  }
}

function valuesOf(key: readonly string[], row: Row): SqlValue[] {
  return key.map((column) => valueOf(row[column]))
}

export function versionOf(
  read: Pick<WriteTx, 'get'>,
  from: string,
  table: string,
  key: string,
): Version | undefined {
  return read.get<{ epoch: string; seq: number }>(
    `SELECT epoch, seq FROM ${from} WHERE tbl = ? AND key = ?`,
    [table, key],
  )
}

/** Says which change set a row. */
export function setVersion(tx: WriteTx, table: string, key: string, { epoch, seq }: Version): void {
  tx.run(
    `INSERT INTO row_version (tbl, key, epoch, seq) VALUES (?, ?, ?, ?)
     ON CONFLICT (tbl, key) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq`,
    [table, key, epoch, seq],
  )
}

function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString('base64') } : value
}

function isEqual(a: unknown, b: unknown): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b
}

/** Whether a coming row says the same; what an older program did not write it does not deny. */
export function isSame(here: SqlRow | Row, coming: Row): boolean {
  return Object.entries(coming).every(([column, value]) => isEqual(here[column] ?? null, value ?? null))
}

export interface Aside {
  readonly table: string
  readonly row: Row
  readonly why: string
  readonly source: string
  readonly at: string
}

/** Notes about a disk, which tells itself what it holds: two stations' words about one commit may differ, and nothing is lost. */
export const NOTES: ReadonlySet<string> = new Set(['disk_commit'])

/** Keeps a row that gave way, once. */
export function putAside(tx: WriteTx, { table, row, why, source, at }: Aside): void {
  if (NOTES.has(table)) return
  const spelt = JSON.stringify(
    Object.fromEntries(
      Object.entries(row)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => [name, plain(value)]),
    ),
  )
  const key = spellKey(valuesOf(keyOf(table), row))
  const digest = createHash('sha256').update([table, key, spelt].join('\n')).digest('hex')
  tx.run(
    `INSERT INTO quarantine (digest, tbl, key, why, row, source, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [digest, table, key, why, spelt, source, at],
  )
}
