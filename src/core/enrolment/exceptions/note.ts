import type { Draft, Slot } from '../../../contract/enrolment.ts'
import { recordAct } from '../../audit/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { editDraft } from '../draft/edit.ts'
import type { DraftRow } from '../draft/rows.ts'
import { REQUIRED, SLOTS } from '../slots.ts'

/**
 * Notes that a biometric cannot be had and why, or takes the note away. What a penyelia notes is approved by it; what an operator notes
 * waits for one, and holds nothing up. A new reason needs a new yes. INPUT-INVALID for a slot that has no exceptions, ENROLMENT-SEALED.
 */
export function setException(
  station: Station,
  id: string,
  slot: Slot,
  reason: string | null,
): Promise<Draft> {
  if (!SLOTS[slot].exceptable) throw refuse('INPUT-INVALID', { why: slot })
  return editDraft(station, id, (tx, row) => {
    refuseAmending(row)
    const before = reasonOf(tx, id, slot)
    if (before === reason) return false
    if (reason === null) tx.run('DELETE FROM draft_exception WHERE draft = ? AND slot = ?', [id, slot])
    else noteException(tx, station, id, slot, reason, false)
    recordAct(tx, station, 'draft.exception', id, { slot, old: before, new: reason })
    return true
  })
}

/** ENROLMENT-SEALED: a further capture of a sealed recording is there or is not; an exception of it would wait for a yes for ever. */
function refuseAmending({ kind }: DraftRow): void {
  if (kind === 'amendment') throw refuse('ENROLMENT-SEALED')
}

function reasonOf(tx: WriteTx, id: string, slot: Slot): string | null {
  const row = tx.get<{ reason: string }>('SELECT reason FROM draft_exception WHERE draft = ? AND slot = ?', [
    id,
    slot,
  ])
  return row?.reason ?? null
}

function noteException(
  tx: WriteTx,
  { actor, ports }: Station,
  id: string,
  slot: Slot,
  reason: string,
  photoOnly: boolean,
): void {
  const isApproved = actor.role === 'penyelia'
  tx.run(
    `INSERT INTO draft_exception (draft, slot, reason, photo_only, approved_by, approved_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (draft, slot) DO UPDATE SET reason = excluded.reason, photo_only = excluded.photo_only,
       approved_by = excluded.approved_by, approved_at = excluded.approved_at`,
    [
      id,
      slot,
      reason,
      Number(photoOnly),
      isApproved ? actor.account : null,
      isApproved ? ports.now().toISOString() : null,
    ],
  )
}

/**
 * Photo alone (FACTS: biometric exception, mental disability): one reason for everything else that is not there yet. With null those
 * exceptions go; what was noted slot by slot stays.
 */
export function setPhotoOnly(station: Station, id: string, reason: string | null): Promise<Draft> {
  return editDraft(station, id, (tx, row) => {
    refuseAmending(row)
    const removed = tx.run('DELETE FROM draft_exception WHERE draft = ? AND photo_only = 1', [id])
    if (reason === null && removed === 0) return false
    const slots = reason === null ? [] : openSlots(tx, id)
    for (const slot of slots) noteException(tx, station, id, slot, reason ?? '', true)
    recordAct(tx, station, 'draft.photo-only', id, { slots, reason })
    return true
  })
}

function openSlots(tx: WriteTx, id: string): Slot[] {
  const there = tx.all<{ slot: string }>(
    'SELECT slot FROM draft_capture WHERE draft = :id UNION SELECT slot FROM draft_exception WHERE draft = :id',
    { id },
  )
  const settled = new Set(there.map(({ slot }) => slot))
  return REQUIRED.filter(
    (slot) => SLOTS[slot].exceptable && SLOTS[slot].kind !== 'photo' && !settled.has(slot),
  )
}

/**
 * A penyelia says yes to all exceptions of a draft. ENROLMENT-SUPERVISOR-ONLY.
 * @param beside who sits at the desk and how the penyelia proved who they are, where they stand beside it
 */
export function approveExceptions(
  station: Station,
  id: string,
  beside: { operator: string; by: 'pin' | 'password' } | null = null,
): Promise<Draft> {
  const { actor, ports } = station
  if (actor.role !== 'penyelia') throw refuse('ENROLMENT-SUPERVISOR-ONLY')
  return editDraft(station, id, (tx) => {
    const approved = tx.run(
      'UPDATE draft_exception SET approved_by = ?, approved_at = ? WHERE draft = ? AND approved_by IS NULL',
      [actor.account, ports.now().toISOString(), id],
    )
    if (approved === 0) return false
    recordAct(tx, station, 'draft.exceptions-approved', id, { approved, ...beside })
    return true
  })
}
