import { REPLICATED } from './tables.ts'
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

function trigger(
  table: string,
  event: 'INSERT' | 'UPDATE' | 'DELETE',
  key: readonly string[],
  row: string,
  schema: number,
) {
  const from = event === 'DELETE' ? 'old' : 'new'
  const op = event === 'DELETE' ? 'delete' : 'put'
  return `CREATE TRIGGER change_${table}_${event.toLowerCase()} AFTER ${event} ON ${table} BEGIN
  UPDATE change_counter SET seq = seq + 1 WHERE one = 1;
  INSERT INTO change (seq, epoch, tbl, key, op, row, schema)
    SELECT seq, epoch, '${table}', json_array(${key.map((k) => `${from}.${k}`).join(', ')}), '${op}', ${event === 'DELETE' ? 'NULL' : row}, ${schema}
    FROM change_counter WHERE one = 1;
END`
}

/**
 * Makes every write to a replicated table record itself, in the same transaction, with a gapless change_seq. Triggers instead of
 * calls, so that no room can forget it. Made anew at each migration from the tables as they then are.
 */
export function installChangeTriggers(db: Sqlite, schema: number): void {
  for (const { table, key } of REPLICATED) {
    const columns = db.pragma(`table_info(${table})`) as Column[]
    const row = rowJson(columns)
    for (const event of ['INSERT', 'UPDATE', 'DELETE'] as const) {
      db.exec(`DROP TRIGGER IF EXISTS change_${table}_${event.toLowerCase()}`)
      db.exec(trigger(table, event, key, row, schema))
    }
  }
}
