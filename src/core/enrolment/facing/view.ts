import { mayGo } from '../../../contract/may-go.ts'
import type { DraftView, FacingView } from '../../../contract/facing.ts'
import { isFault } from '../../../lib/fault.ts'
import { regionsAt, regionWords } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { reviewDraft } from '../draft/review-draft.ts'
import { biodataOf, capturesOf, confirmedFieldsOf, type DraftRow, draftRow } from '../draft/rows.ts'
import { devicesHolding } from '../recording/custody.ts'
import { standingObjection } from './objection.ts'
import { type Seat, seatOf } from './seat.ts'

/** For how long the light of a sealed recording is shown to who was recorded. */
const LIGHT_MS = 3 * 60_000

function villageOf(station: Station, code: string | undefined): DraftView['village'] {
  if (code === undefined || code === '') return null
  try {
    return regionWords(regionsAt(station.paths.resources), code)
  } catch (error) {
    // Half a code, as it is being typed.
    if (isFault(error)) return null
    throw error
  }
}

function viewOfDraft(station: Station, row: DraftRow, seat: Seat): DraftView {
  const captures = capturesOf(station.read, row.id)
  const photo = captures.find(({ slot }) => slot === 'photo')
  const biodata = biodataOf(row)
  const { blocking } = reviewDraft(station, station.read, row)
  return {
    kind: 'draft',
    language: seat.language,
    step: row.step,
    biodata,
    village: villageOf(station, biodata.desaKelurahan),
    confirmedFields: confirmedFieldsOf(row),
    confirmed: row.confirmed === 1,
    photo: photo ? { version: photo.url, approved: row.photo_approved === 1 } : null,
    signed: captures.some(({ slot }) => slot === 'signature' || slot === 'signature-thumb'),
    truth: row.truth === 1,
    ready: blocking.every(({ code }) => code === 'TRUTH-MISSING'),
    objection: standingObjection(station.read, row, seat),
  }
}

/** What the resident's window shows now: their own draft, the light of their sealed recording, or nothing. */
export function facingView(station: Station): FacingView {
  const seat = seatOf(station)
  if (seat.draft === null) return { kind: 'idle' }
  const row = draftRow(station.read, seat.draft)
  if (row) return row.parked === null ? viewOfDraft(station, row, seat) : { kind: 'idle' }
  const sealed = station.read.get<{ seq: number; sealed_at: string }>(
    'SELECT seq, sealed_at FROM recording WHERE id = ?',
    [seat.draft],
  )
  if (!sealed || station.ports.now().getTime() - Date.parse(sealed.sealed_at) > LIGHT_MS)
    return { kind: 'idle' }
  const received = station.read.get('SELECT 1 FROM receipt WHERE packet = ?', [seat.draft]) !== undefined
  const safe = mayGo(devicesHolding(station, seat.draft), received)
  return { kind: 'sealed', language: seat.language, seq: sealed.seq, safe }
}
