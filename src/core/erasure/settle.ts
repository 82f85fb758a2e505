import type { WriteTx } from '../db/handles.ts'
import { type Wipe, WIPES } from './wipes.ts'

const valueOf = (column: string, sql: string) => sql.replaceAll('row', column)

/** Empties the rows themselves; answers how many were still full. */
function emptyRows(tx: WriteTx, { table, key, of, set }: Wipe): number {
  if (set === null) return tx.run(`DELETE FROM ${table} WHERE ${key} IN (${of})`)
  const columns = Object.entries(set)
  const put = columns.map(([column, sql]) => `${column} = ${valueOf(column, sql)}`).join(', ')
  const full = columns.map(([column, sql]) => `${column} IS NOT ${valueOf(column, sql)}`).join(' OR ')
  return tx.run(`UPDATE ${table} SET ${put} WHERE ${key} IN (${of}) AND (${full})`)
}

/** The same in the log of changes that disks have not taken yet: it holds whole rows. */
function emptyLog(tx: WriteTx, { table, of, set }: Wipe): void {
  const where = `tbl = '${table}' AND op = 'put' AND json_extract(key, '$[0]') IN (${of})`
  if (set === null) {
    tx.run(`UPDATE change SET op = 'delete', row = NULL WHERE ${where}`)
    return
  }
  const pairs = Object.entries(set)
    .map(([column, sql]) => `'$.${column}', ${valueOf(`json_extract(change.row, '$.${column}')`, sql)}`)
    .join(', ')
  tx.run(`UPDATE change SET row = json_set(change.row, ${pairs}) WHERE ${where}`)
}

/** Rows that a merge put aside, and what the log says of those. */
function emptyAside(tx: WriteTx, { table, of }: Wipe): number {
  const aside = `SELECT digest FROM quarantine WHERE tbl = '${table}' AND json_extract(key, '$[0]') IN (${of})`
  tx.run(
    `UPDATE change SET op = 'delete', row = NULL WHERE tbl = 'quarantine' AND op = 'put' AND json_extract(key, '$[0]') IN (${aside})`,
  )
  return tx.run(`DELETE FROM quarantine WHERE digest IN (${aside})`)
}

/**
 * Empties again what a destruction known here speaks of, wherever an act, a restore or a merge put it: rows, the log of changes, the
 * quarantine. Repeated it changes nothing; where nothing was ever destroyed it costs one look.
 */
export function settleErased(tx: WriteTx): void {
  if (!tx.get('SELECT 1 FROM erased LIMIT 1')) return
  let found = 0
  for (const wipe of WIPES) found += emptyRows(tx, wipe) + emptyAside(tx, wipe)
  // The log is long, and whole rows come into it only where one was found.
  if (found > 0) for (const wipe of WIPES) emptyLog(tx, wipe)
}
