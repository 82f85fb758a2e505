import { REPLICATED, ROW_VERSIONS, VERSIONED_SINCE } from './tables.ts'
import type { Sqlite } from './sqlite.ts'

interface Column {
  readonly name: string
  readonly type: string
}

function rowJson(columns: readonly Column[]): string {
  const pairs = columns.map(({ name, type }) =>
    type === 'BLOB'
      ? `'${name}', CASE WHEN new.${name} IS NULL THEN NULL ELSE json_object('$bytes', rekam_base64(new.${name})) END`
      : `'${name}', new.${name}`,
  )
  return `json_object(${pairs.join(', ')})`
}

type Event = 'INSERT' | 'UPDATE' | 'DELETE'

/** Statements that record one change: the next number, then the row as it now is, or that its key is gone. */
function recorded(
  table: string,
  key: readonly string[],
  of: 'new' | 'old',
  row: string,
  schema: number,
): string {
  const [op, value] = of === 'new' ? ['put', row] : ['delete', 'NULL']
  return `UPDATE change_counter SET seq = seq + 1 WHERE one = 1;
  INSERT INTO change (seq, epoch, tbl, key, op, row, schema)
    SELECT seq, epoch, '${table}', json_array(${key.map((k) => `${of}.${k}`).join(', ')}), '${op}', ${value}, ${schema}
    FROM change_counter WHERE one = 1;`
}

/** The row's version is the change that has just been recorded. */
function versioned(table: string, key: readonly string[], of: 'new' | 'old'): string {
  return `
  INSERT INTO ${ROW_VERSIONS} (tbl, key, epoch, seq)
    SELECT '${table}', json_array(${key.map((k) => `${of}.${k}`).join(', ')}), epoch, seq FROM change_counter WHERE one = 1
    ON CONFLICT (tbl, key) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq;`
}

function create(table: string, name: string, event: Event, when: string, body: string): string {
  return `CREATE TRIGGER change_${table}_${name} AFTER ${event} ON ${table} ${when} BEGIN
  ${body}
END`
}

function drop(table: string, name: string): string {
  return `DROP TRIGGER IF EXISTS change_${table}_${name}`
}

/**
 * Makes every write to a replicated table record itself, in the same transaction, with a gapless change_seq. Triggers instead of
 * calls, so that no room can forget it. Made anew at each migration from the tables as they then are.
 */
export function installChangeTriggers(db: Sqlite, schema: number): void {
  for (const { table, key, merge } of REPLICATED) {
    const columns = db.pragma(`table_info(${table})`) as Column[]
    // A table that a later migration makes.
    if (columns.length === 0) continue
    const row = rowJson(columns)
    const hasVersion = merge === 'register' && schema >= VERSIONED_SINCE
    const version = (of: 'new' | 'old') => (hasVersion ? versioned(table, key, of) : '')
    const put = recorded(table, key, 'new', row, schema) + version('new')
    const gone = recorded(table, key, 'old', row, schema) + version('old')
    // A key that moves leaves its old place.
    const moved = `WHEN ${key.map((k) => `new.${k} IS NOT old.${k}`).join(' OR ')}`
    const all = [
      ['insert', 'INSERT', '', put],
      ['update', 'UPDATE', '', put],
      ['moved', 'UPDATE', moved, gone],
      ['delete', 'DELETE', '', gone],
    ] as const
    for (const [name, event, when, body] of all) {
      db.exec(drop(table, name))
      db.exec(create(table, name, event, when, body))
    }
  }
}
