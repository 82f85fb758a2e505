import type { FacingState } from '../../../contract/facing.ts'
import type { ReadDb } from '../../db/handles.ts'
import { biodataOf, capturesOf, confirmedFieldsOf, type DraftRow } from '../draft/rows.ts'
import type { Seat } from './seat.ts'

type Objection = NonNullable<FacingState['objection']>

/** The step, and what was said to be wrong, as they stand now. */
export function stateOf(db: ReadDb, row: DraftRow, what: Objection): string {
  const value =
    what === 'photo'
      ? [row.photo_approved, capturesOf(db, row.id).find(({ slot }) => slot === 'photo')?.url]
      : [confirmedFieldsOf(row).includes(what), biodataOf(row)[what]]
  return JSON.stringify([row.step, value])
}

/** What the resident said to be wrong, until it was corrected, said to be right after all, or its step was left. */
export function standingObjection(
  db: ReadDb,
  row: DraftRow,
  { objection, objectedAt }: Seat,
): FacingState['objection'] {
  return objection !== null && stateOf(db, row, objection) === objectedAt ? objection : null
}
