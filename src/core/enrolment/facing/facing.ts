import type { BiodataField } from '../../../contract/biodata.ts'
import type { FacingState } from '../../../contract/facing.ts'
import type { Step } from '../../../contract/step.ts'
import { recordAct } from '../../audit/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { saveCapture } from '../draft/captures.ts'
import { existingDraft } from '../draft/edit.ts'
import { confirmField, setTruth } from '../draft/fields.ts'
import { approvePhoto } from '../draft/photo-approval.ts'
import { type DraftRow, draftRow } from '../draft/rows.ts'
import { shownImageOf } from '../draft/rows.ts'
import { standingObjection, stateOf } from './objection.ts'
import { seatOf, wakeSeat } from './seat.ts'

/** What of the resident's window the operator knows. */
export function facingState(station: Station): FacingState {
  const seat = seatOf(station)
  const row = seat.draft === null ? undefined : draftRow(station.read, seat.draft)
  const objection = row ? standingObjection(station.read, row, seat) : null
  return { open: seat.windows > 0, draft: seat.draft, objection }
}

export interface FaceInput {
  readonly id: string | null
  readonly language: 'id' | 'en'
  readonly window: 'open' | 'close' | 'as-it-is'
}

/** Turns a draft to the resident. NOT-FOUND, ENROLMENT-SEALED; FACING-NOWHERE where no window can be opened. */
export async function face(station: Station, { id, language, window }: FaceInput): Promise<FacingState> {
  const seat = seatOf(station)
  if (id !== null) existingDraft(station.read, id)
  const { facing } = station.ports
  if (window === 'open' && !facing) throw refuse('FACING-NOWHERE')
  // Leaving a recording that was sealed leaves its light to who was recorded.
  const keepsLight = id === null && seat.draft !== null && !draftRow(station.read, seat.draft)
  if (!keepsLight && seat.draft !== id) {
    seat.objection = null
    seat.draft = id
  }
  seat.language = language
  wakeSeat(seat)
  if (window === 'open') await facing?.open()
  if (window === 'close') await facing?.close()
  return facingState(station)
}

/** The draft that is turned to the resident, in one of the steps that ask for this. FACING-IDLE, FACING-STEP. */
function asked(station: Station, steps: readonly Step[]): DraftRow {
  const { draft } = seatOf(station)
  const row = draft === null ? undefined : draftRow(station.read, draft)
  if (!row || row.parked !== null) throw refuse('FACING-IDLE')
  if (!steps.includes(row.step)) throw refuse('FACING-STEP')
  return row
}

/** That it was the resident who did it, beside the act itself. */
async function byResident(station: Station, id: string, what: string): Promise<void> {
  await station.write.transaction((tx) => recordAct(tx, station, 'draft.by-resident', id, { what }))
}

/** The 3x4 photo of who sits there. FACING-IDLE; NOT-FOUND while there is none. */
export function facingPhoto(station: Station): { media: string; bytes: Uint8Array } {
  const { draft } = seatOf(station)
  if (draft === null) throw refuse('FACING-IDLE')
  const image = shownImageOf(station.read, draft, 'photo')
  if (!image) throw refuse('NOT-FOUND', { what: 'Foto' })
  return image
}

/** The resident read these fields and they are right. */
export async function confirmAlone(station: Station, fields: readonly BiodataField[]): Promise<void> {
  const { id } = asked(station, ['biodata'])
  for (const field of new Set(fields)) await confirmField(station, id, field, true)
  await byResident(station, id, 'confirm')
}

/** The resident says that something is wrong: the operator is told, and it counts as right no longer. */
export async function objectAlone(
  station: Station,
  what: NonNullable<FacingState['objection']>,
): Promise<void> {
  const { id } = asked(station, what === 'photo' ? ['photo', 'review'] : ['biodata', 'review'])
  if (what === 'photo') await approvePhoto(station, id, false)
  else await confirmField(station, id, what, false)
  await setTruth(station, id, false)
  await byResident(station, id, 'object')
  const seat = seatOf(station)
  seat.objection = what
  seat.objectedAt = stateOf(station.read, existingDraft(station.read, id), what)
  wakeSeat(seat)
  station.changed('enrolment')
}

export async function approvePhotoAlone(station: Station): Promise<void> {
  const { id } = asked(station, ['photo'])
  await approvePhoto(station, id, true)
  await byResident(station, id, 'photo')
}

export interface Written {
  readonly png: Uint8Array
  readonly strokes: Uint8Array
}

/** The resident's signature from their own screen. CAPTURE-UNREADABLE. */
export async function signAlone(station: Station, { png, strokes }: Written): Promise<void> {
  const { id } = asked(station, ['signature'])
  const meta = { device: 'signature pad', attempts: 1 }
  await saveCapture(station, id, 'signature-strokes', strokes, meta)
  await saveCapture(station, id, 'signature', png, meta)
  await byResident(station, id, 'signature')
}

export async function truthAlone(station: Station, truth: boolean): Promise<void> {
  const { id } = asked(station, ['review'])
  await setTruth(station, id, truth)
  await byResident(station, id, 'truth')
}
