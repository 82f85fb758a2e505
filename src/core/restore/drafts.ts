import { unreadable } from '../../formats/json.ts'
import type { Row } from '../../formats/row.ts'
import { type DiskIo, DRAFT_TABLES } from '../backup/index.ts'
import { driveDrafts } from './drive-state.ts'
import { draftRows } from './read-state.ts'
import type { StateChain } from './state-chain.ts'
import { type Tables, valueOf } from './tables.ts'

export interface DraftRow {
  readonly table: string
  readonly row: Row
}

/** Parked drafts of all sources: the dead PC's own first, since they are the newest. */
export async function* allDrafts(
  io: DiskIo,
  { drive, drafts }: StateChain,
  identities: readonly string[],
): AsyncGenerator<DraftRow> {
  if (drive) yield* driveDrafts(drive)
  if (drafts) yield* draftRows(io, drafts, identities)
}

/** A draft that was sealed since is a recording; a reservation in another epoch is none here. One that is there stays as it is. */
export function putDraft(tables: Tables, { table, row }: DraftRow): void {
  const of = DRAFT_TABLES.find((one) => one.table === table)?.of
  if (!of) throw unreadable('rekam-state', 'table')
  if (tables.tx.get('SELECT 1 FROM recording WHERE id = ?', [valueOf(row[of])])) return
  tables.insert(table, table === 'draft' ? { ...row, sealing: null } : row)
}
