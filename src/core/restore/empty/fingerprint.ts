import { createHash } from 'node:crypto'
import type { ReadDb } from '../../db/handles.ts'
import { REPLICATED } from '../../db/tables.ts'

/** What backing up and verifying write by themselves: no work of people is in it. */
const LEDGER = new Set<string>([
  'audit',
  'audit_key',
  'audit_value',
  'copy',
  'disk',
  'disk_commit',
  'volume_check',
  'disk_check',
  'site',
  'site_log',
  'drill',
  'epoch_source',
])

/** Tables whose every line has to be on a disk before the station's own may go. */
export const WORK_TABLES = REPLICATED.map(({ table }) => table).filter((table) => !LEDGER.has(table))

/** Changes whenever anything that people made changes: sealed, parked, issued, received. */
export function fingerprint(read: ReadDb): string {
  const hash = createHash('sha256')
  for (const table of WORK_TABLES) {
    const rows = read.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
    const last = read.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM row_version WHERE tbl = ?', [
      table,
    ])
    hash.update(`${table} ${rows?.n} ${last?.seq ?? 0}\n`)
  }
  hash.update(`draft ${parked(read)}\n`)
  return hash.digest('hex')
}

/** Recordings that were begun and not sealed. */
export function parked(read: ReadDb): number {
  return read.get<{ n: number }>('SELECT count(*) AS n FROM draft')?.n ?? 0
}
