import { readerOf } from '../db/sqlite.ts'
import { REPLICATED, ROW_VERSIONS } from '../db/tables.ts'
import type { Row } from '../../formats/row.ts'
import { DRAFT_TABLES } from '../backup/index.ts'
import { openCopy } from './drive-copy.ts'
import type { DriveState } from './drive.ts'
import { stepOf, type StateStep } from './state-step.ts'

/** A table of the copy, row after row. What a damaged page hides ends its table; what was read until then counts. */
function* rowsOf(drive: Pick<DriveState, 'copy' | 'key'>, table: string): Generator<Row> {
  const db = openCopy(drive.copy, drive.key)
  try {
    const read = readerOf(db)
    if (!read.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", [table])) return
    const rows = read.iterate<Row>(`SELECT * FROM ${table}`)
    for (;;) {
      const next = attempt(() => rows.next())
      if (next === undefined || next.done) return
      yield next.value
    }
  } finally {
    db.close()
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    // Told in the plan as damage of the store (openDrive checks all of it).
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_'))
      return undefined
    throw error
  }
}

/** Everything replicated that a dead PC's store holds; the schema was judged when it was opened. */
export function* driveSteps(
  drive: DriveState,
  isWanted: (table: string) => boolean = () => true,
): Generator<StateStep> {
  for (const table of [ROW_VERSIONS, ...REPLICATED.map((one) => one.table)].filter(isWanted)) {
    for (const row of rowsOf(drive, table)) yield stepOf(table, drive.schema, row)
  }
}

/** Its parked drafts, captures and all. */
export function* driveDrafts(drive: DriveState): Generator<{ table: string; row: Row }> {
  for (const { table } of DRAFT_TABLES) {
    for (const row of rowsOf(drive, table)) yield { table, row }
  }
}
