import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { settleTicket } from '../queue/tickets.ts'
import { removeLeftovers } from '../seal/leftovers.ts'
import { isSealing, oneSealAtATime } from '../seal/under-way.ts'
import { existingDraft } from './edit.ts'
import { draftRow } from './rows.ts'
import { shredDraft, tidyStore } from './shred.ts'

/**
 * Discards a draft with a reason; its captures are gone for good. A draft that is not there any more counts as discarded, one that
 * was sealed is ENROLMENT-SEALED, one that is being sealed ENROLMENT-SEALING.
 */
export async function discardDraft(station: Station, id: string, reason: string): Promise<{ done: true }> {
  if (isSealing(station, id)) throw refuse('ENROLMENT-SEALING')
  // Among the seals: what one of them left on the disk is removed, and no other writes there meanwhile.
  await oneSealAtATime(station, `discard ${id}`, () => discardNow(station, id, reason))
  return { done: true }
}

async function discardNow(station: Station, id: string, reason: string): Promise<void> {
  const row = draftRow(station.read, id)
  if (!row) {
    const was = station.read.get("SELECT 1 FROM audit WHERE subject = ? AND act = 'draft.discarded'", [id])
    if (!was) existingDraft(station.read, id)
    return
  }
  await removeLeftovers(station, row)
  await station.write.transaction((tx) => {
    recordAct(tx, station, 'draft.discarded', id, { reason })
    settleTicket(tx, station, id, { state: 'closed', note: reason })
    shredDraft(tx, id)
  })
  tidyStore(station)
  station.changed('enrolment')
}
