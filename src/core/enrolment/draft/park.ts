import type { Draft, Parking } from '../../../contract/enrolment.ts'
import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { editDraft } from './edit.ts'
import { type DraftRow, parkedOf } from './rows.ts'

/**
 * Sets a recording aside (tired child, labour pains). Everything in it stays, goes into the next backup as a sealed copy, and the person
 * is on the list of those to call. Where the operator stood is kept: the step does not change. The same words twice are one parking.
 */
export function parkDraft(station: Station, id: string, parking: Parking): Promise<Draft> {
  const { reason, phone, callOn } = parking
  return editDraft(station, id, (tx, row) => {
    const before = parkedOf(row)
    if (before?.reason === reason && before.phone === phone && before.callOn === callOn) return false
    const at = station.ports.now().toISOString()
    const parked: Draft['parked'] = { at, by: station.actor.account, reason, phone, callOn }
    tx.run('UPDATE draft SET parked = ?, returned = NULL WHERE id = ?', [JSON.stringify(parked), id])
    recordAct(tx, station, 'draft.parked', id, { reason, phone, callOn })
    return true
  })
}

function tieOf(byPhoto: boolean, byFinger: boolean): NonNullable<Draft['returned']>['tie'] {
  if (byFinger) return byPhoto ? 'photo-and-finger' : 'finger'
  return byPhoto ? 'photo' : 'nothing-captured'
}

/**
 * The person is back, and the operator has held them against the photo. Without a photo nobody can say whose the other captures are: they
 * are dropped, and taken again. What was typed stays; it is read aloud anyway. Nothing happens to a recording that is not parked.
 * @param byFinger the matcher found a finger of theirs to be the one that was kept
 */
export function returnDraft(station: Station, id: string, byFinger = false): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    if (row.parked === null) return false
    const slots = tx
      .all<{ slot: string }>('SELECT slot FROM draft_capture WHERE draft = ? ORDER BY slot', [id])
      .map(({ slot }) => slot)
    const byPhoto = slots.includes('photo')
    const dropped = byPhoto || byFinger ? [] : slots
    if (dropped.length > 0) tx.run('DELETE FROM draft_capture WHERE draft = ?', [id])
    const at = station.ports.now().toISOString()
    const returned: Draft['returned'] = {
      at,
      by: station.actor.account,
      tie: tieOf(byPhoto, byFinger),
    }
    tx.run('UPDATE draft SET parked = NULL, returned = ? WHERE id = ?', [JSON.stringify(returned), id])
    recordAct(tx, station, 'draft.returned', id, { tie: returned.tie, dropped })
    return true
  })
}

/** ENROLMENT-PARKED: nothing is captured or said for a parked recording before the person is tied to it again. */
export function refuseParked(row: Pick<DraftRow, 'parked'>): void {
  if (row.parked !== null) throw refuse('ENROLMENT-PARKED')
}
