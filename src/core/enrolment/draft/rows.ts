import type { Capture, Draft, Slot, Step } from '../../../contract/enrolment.ts'
import { slotSchema, STEPS } from '../../../contract/enrolment.ts'
import type { BiodataDraft } from '../../../contract/biodata.ts'
import type { ReadDb } from '../../db/handles.ts'
import { unboxCapture, unboxedLength } from '../capture-box.ts'
import { documentsOf } from '../documents/rows.ts'

/** A draft as stored; `sealing` is a Reservation as JSON, or null. */
export interface DraftRow {
  readonly id: string
  readonly nik: string
  readonly step: Step
  readonly biodata: string
  readonly confirmed: number
  readonly truth: number
  readonly again: string | null
  readonly operator: string
  readonly created_at: string
  readonly updated_at: string
  readonly key: Uint8Array
  readonly revision: number
  readonly sealing: string | null
  readonly photo_approved: number
  /** Of the last capture by a scanner that chains them, lower hex; null before the first. */
  readonly device_hash: string | null
  readonly kind: 'recording' | 'amendment'
  /** The sealed packet that it amends, and JSON of how; null for a recording. */
  readonly amends: string | null
  readonly amendment: string | null
  /** JSON of what the contract's draft has under these names, or null. */
  readonly application: string | null
  readonly alike: string | null
  readonly called: string | null
  readonly confirmed_fields: string | null
  readonly reasons: string | null
  readonly parked: string | null
  readonly returned: string | null
}

/** Not a capture of its own: the Suket photo, made with the 3x4 crop, kept by the station after sealing. */
export const SMALL_PHOTO = 'photo-small'

export type StoredSlot = Slot | typeof SMALL_PHOTO

interface CaptureRow {
  readonly slot: StoredSlot
  readonly media: string
  readonly length: number
  readonly meta: string
  readonly version: number
}

/** Where a capture's box belongs. */
export function placeOf(draft: string, slot: StoredSlot): string {
  return `${draft}/${slot}`
}

/** Where a capture's preview belongs. */
export function previewPlaceOf(draft: string, slot: StoredSlot): string {
  return `${draft}/${slot}/preview`
}

/** Where what its scanner signed belongs. */
export function originalPlaceOf(draft: string, slot: StoredSlot): string {
  return `${draft}/${slot}/original`
}

export function draftRow(db: ReadDb, id: string): DraftRow | undefined {
  return db.get<DraftRow>('SELECT * FROM draft WHERE id = ?', [id])
}

/** The open draft of a NIK, or undefined: at most one. */
export function draftOfNik(db: ReadDb, nik: string): DraftRow | undefined {
  return db.get<DraftRow>(
    "SELECT * FROM draft WHERE nik = ? AND kind = 'recording' ORDER BY created_at, id LIMIT 1",
    [nik],
  )
}

/** All open drafts, the one last worked on first. */
export function draftRows(db: ReadDb): DraftRow[] {
  return db.all<DraftRow>('SELECT * FROM draft ORDER BY updated_at DESC, id')
}

export function biodataOf(row: DraftRow): BiodataDraft {
  return JSON.parse(row.biodata) as BiodataDraft
}

function parsed<T>(json: string | null, none: T): T {
  return json === null ? none : (JSON.parse(json) as T)
}

/** What was decided of recordings that may be the same person. */
export function alikeOf(row: Pick<DraftRow, 'alike'>): Draft['alike'] {
  return parsed(row.alike, [])
}

/** Fields that were read aloud and are right. */
export function confirmedFieldsOf(row: Pick<DraftRow, 'confirmed_fields'>): Draft['confirmedFields'] {
  return parsed(row.confirmed_fields, [])
}

/** Biodata as it was when it was first read aloud; null before. */
export function calledOf(row: Pick<DraftRow, 'called'>): Draft['called'] {
  return parsed(row.called, null)
}

/** Why warnings of the biodata stand, by code. */
export function reasonsOf(row: Pick<DraftRow, 'reasons'>): Draft['reasons'] {
  return parsed(row.reasons, {})
}

/** Why it was set aside; null while somebody works on it. */
export function parkedOf(row: Pick<DraftRow, 'parked'>): Draft['parked'] {
  return parsed(row.parked, null)
}

/** Who tied the person to it when they came back. */
export function returnedOf(row: Pick<DraftRow, 'returned'>): Draft['returned'] {
  return parsed(row.returned, null)
}

/** What the person came for; null where nobody said. */
export function applicationOf(row: Pick<DraftRow, 'application'>): Draft['application'] {
  return parsed(row.application, null)
}

function amendsOf({ amends, amendment }: DraftRow): Draft['amends'] {
  if (amends === null || amendment === null) return null
  return { recording: amends, amendment: JSON.parse(amendment) as NonNullable<Draft['amends']>['amendment'] }
}

/** Captures without their bytes, in the order of the slots. */
export function capturesOf(db: ReadDb, draft: string): Capture[] {
  const order = (slot: StoredSlot) => slotSchema.options.indexOf(slot as Slot)
  return db
    .all<CaptureRow>(
      'SELECT slot, media, length(bytes) AS length, meta, version FROM draft_capture WHERE draft = ?',
      [draft],
    )
    .filter(({ slot }) => slot !== SMALL_PHOTO)
    .toSorted((a, b) => order(a.slot) - order(b.slot))
    .map(({ slot, media, length, meta, version }) => ({
      slot: slot as Slot,
      media,
      bytes: unboxedLength(length),
      url: `app://station/draft/${draft}/${slot}?v=${version}`,
      meta: JSON.parse(meta) as Capture['meta'],
    }))
}

/** One capture with its bytes, or undefined. */
export function captureOf(
  db: ReadDb,
  draft: string,
  slot: StoredSlot,
): { media: string; bytes: Uint8Array } | undefined {
  const row = db.get<{ media: string; bytes: Uint8Array; key: Uint8Array }>(
    'SELECT c.media, c.bytes, d.key FROM draft_capture c JOIN draft d ON d.id = c.draft WHERE c.draft = ? AND c.slot = ?',
    [draft, slot],
  )
  return row && { media: row.media, bytes: unboxCapture(row.key, placeOf(draft, slot), row.bytes) }
}

/** What a page shows of a capture: the image itself, or the preview of a format that no browser knows. */
export function shownImageOf(
  db: ReadDb,
  draft: string,
  slot: StoredSlot,
): { media: string; bytes: Uint8Array } | undefined {
  const row = db.get<{ preview: Uint8Array | null; key: Uint8Array }>(
    'SELECT c.preview, d.key FROM draft_capture c JOIN draft d ON d.id = c.draft WHERE c.draft = ? AND c.slot = ?',
    [draft, slot],
  )
  if (!row?.preview) return captureOf(db, draft, slot)
  return { media: 'image/png', bytes: unboxCapture(row.key, previewPlaceOf(draft, slot), row.preview) }
}

export function exceptionsOf(db: ReadDb, draft: string): Draft['exceptions'] {
  return db.all<Draft['exceptions'][number]>(
    'SELECT slot, reason, approved_by AS approvedBy FROM draft_exception WHERE draft = ? ORDER BY slot',
    [draft],
  )
}

/** The whole draft as it lies on disk. */
export function draftView(db: ReadDb, row: DraftRow): Draft {
  return {
    id: row.id,
    amends: amendsOf(row),
    application: applicationOf(row),
    step: STEPS.includes(row.step) ? row.step : 'biodata',
    biodata: biodataOf(row),
    confirmed: row.confirmed === 1,
    confirmedFields: confirmedFieldsOf(row),
    called: calledOf(row),
    reasons: reasonsOf(row),
    alike: alikeOf(row),
    parked: parkedOf(row),
    returned: returnedOf(row),
    captures: capturesOf(db, row.id),
    exceptions: exceptionsOf(db, row.id),
    documents: documentsOf(db, row.id),
    photoApproved: row.photo_approved === 1,
    truth: row.truth === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** All open drafts as they lie on disk, the one last worked on first. */
export function openDrafts(db: ReadDb): Draft[] {
  return draftRows(db).map((row) => draftView(db, row))
}
