import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { removeLeftovers } from '../seal/leftovers.ts'
import { isSealing } from '../seal/under-way.ts'
import { existingDraft } from './edit.ts'
import { draftRow } from './rows.ts'
import { shredDraft } from './shred.ts'

/**
 * Discards a draft with a reason; its captures are gone for good. A draft that is not there any more counts as discarded, one that
 * was sealed is ENROLMENT-SEALED.
 */
export async function discardDraft(station: Station, id: string, reason: string): Promise<{ done: true }> {
  if (isSealing(station, id)) throw refuse('ENROLMENT-SEALING')
  const row = draftRow(station.read, id)
  if (!row) {
    const was = station.read.get("SELECT 1 FROM audit WHERE subject = ? AND act = 'draft.discarded'", [id])
    if (was) return { done: true }
    existingDraft(station.read, id)
  } else if (row.sealing !== null) await removeLeftovers(station, row)
  await station.write.transaction((tx) => {
    if (!draftRow(tx, id)) return
    recordAct(tx, station, 'draft.discarded', id, { reason })
    shredDraft(tx, id)
  })
  station.checkpoint()
  station.changed('enrolment')
  return { done: true }
}
