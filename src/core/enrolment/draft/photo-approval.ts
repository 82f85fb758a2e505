import type { Draft } from '../../../contract/enrolment.ts'
import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { SLOT_WORDS } from '../../../contract/slot-words.ts'
import { editDraft } from './edit.ts'
import { refuseParked } from './park.ts'

/** The resident saw the photo on the screen and agrees to it (FACTS: recording). NOT-FOUND while there is none. */
export function approvePhoto(station: Station, id: string, approved: boolean): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    refuseParked(row)
    if ((row.photo_approved === 1) === approved) return false
    const photo = tx.get("SELECT 1 FROM draft_capture WHERE draft = ? AND slot = 'photo'", [id])
    if (approved && !photo) throw refuse('NOT-FOUND', { what: SLOT_WORDS.photo.id })
    tx.run('UPDATE draft SET photo_approved = ? WHERE id = ?', [Number(approved), id])
    recordAct(tx, station, approved ? 'draft.photo-approved' : 'draft.photo-refused', id)
    return true
  })
}
