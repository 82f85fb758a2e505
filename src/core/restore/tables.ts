import { unreadable } from '../../formats/json.ts'
import type { Row, Value } from '../../formats/row.ts'
import type { SqlRow, SqlValue, WriteTx } from '../db/handles.ts'
import { REPLICATED } from '../db/tables.ts'

const KEYS = new Map<string, readonly string[]>(REPLICATED.map(({ table, key }) => [table, key]))

/** Columns of the primary key of a replicated table. */
export function keyOf(table: string): readonly string[] {
  return KEYS.get(table) ?? []
}

export function valueOf(value: Value | undefined): SqlValue {
  return value ?? null
}

/** A key as row_version spells it. */
export function spellKey(values: readonly (SqlValue | undefined)[]): string {
  return JSON.stringify(values.map((value) => value ?? null))
}

/** Writes rows by the columns that the table really has. */
export class Tables {
  readonly tx: WriteTx
  readonly #columns = new Map<string, ReadonlySet<string>>()

  constructor(tx: WriteTx) {
    this.tx = tx
  }

  find(table: string, key: readonly string[], values: readonly SqlValue[]): SqlRow | undefined {
    return this.tx.get(`SELECT * FROM ${table} WHERE ${matches(key)}`, values)
  }

  /** Answers whether it came in: a row that another one's uniqueness stops does not. */
  insert(table: string, row: Row): boolean {
    const { names, holes, values } = this.#spelt(table, row)
    return this.tx.run(`INSERT INTO ${table} (${names}) VALUES (${holes}) ON CONFLICT DO NOTHING`, values) > 0
  }

  /** In place of the row with its key. Answers as `insert`. */
  replace(table: string, key: readonly string[], row: Row): boolean {
    const { columns, values } = this.#spelt(table, row)
    const set = columns.map((column) => `"${column}" = ?`).join(', ')
    const at = key.map((column) => valueOf(row[column]))
    return this.tx.run(`UPDATE OR IGNORE ${table} SET ${set} WHERE ${matches(key)}`, [...values, ...at]) > 0
  }

  remove(table: string, key: readonly string[], values: readonly (string | number)[]): void {
    if (key.length !== values.length) throw unreadable('rekam-changes', 'key')
    this.tx.run(`DELETE FROM ${table} WHERE ${matches(key)}`, values)
  }

  #spelt(table: string, row: Row) {
    const columns = Object.keys(row)
    const known = this.#known(table)
    if (!columns.every((column) => known.has(column))) throw unreadable('rekam-state', 'column')
    return {
      columns,
      names: columns.map((column) => `"${column}"`).join(', '),
      holes: columns.map(() => '?').join(', '),
      values: columns.map((column) => valueOf(row[column])),
    }
  }

  #known(table: string): ReadonlySet<string> {
    const seen = this.#columns.get(table)
    if (seen) return seen
    const found = new Set(
      this.tx.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', [table]).map(({ name }) => name),
    )
    this.#columns.set(table, found)
    return found
  }
}

function matches(key: readonly string[]): string {
  return key.map((column) => `"${column}" = ?`).join(' AND ')
}
