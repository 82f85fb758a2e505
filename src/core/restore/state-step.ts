import type { Row } from '../../formats/row.ts'
import { SCHEMA } from '../db/migrate.ts'
import { type Merge, REPLICATED, ROW_VERSIONS } from '../db/tables.ts'
import { refuse } from '../refuse.ts'
import type { Version } from './merge-rules.ts'

/** A row of a replicated table to be put, the key of one to be removed, or the version of a row that comes later. */
export type StateStep =
  | {
      readonly op: 'put'
      readonly table: string
      readonly merge: Merge
      readonly row: Row
      /** Of a log's change; null for a snapshot's row, whose version came before. */
      readonly version: Version | null
    }
  | {
      readonly op: 'delete'
      readonly table: string
      readonly merge: Merge
      readonly key: readonly (string | number)[]
      readonly version: Version
    }
  | { readonly op: 'version'; readonly table: string; readonly key: string; readonly version: Version }

const TABLES = new Map<string, Merge>(REPLICATED.map(({ table, merge }) => [table, merge]))

/** A table that this program does not replicate, or a row of a newer schema, is never guessed at. */
export function mergeOf(table: string, schema: number): Merge {
  if (schema > SCHEMA) throw refuse('STORE-NEWER', { found: schema, known: SCHEMA })
  const merge = TABLES.get(table)
  if (!merge) throw refuse('FORMAT-UNREADABLE', { format: 'rekam-state', why: 'table' })
  return merge
}

/** A row of the snapshot. */
export function stepOf(table: string, schema: number, row: Row): StateStep {
  if (table === ROW_VERSIONS) {
    const version = { epoch: String(row.epoch), seq: Number(row.seq) }
    return { op: 'version', table: String(row.tbl), key: String(row.key), version }
  }
  return { op: 'put', table, merge: mergeOf(table, schema), row, version: null }
}
