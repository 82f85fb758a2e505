import { z } from 'zod'
import { captureMetaSchema, type Draft, type Slot } from '../../../contract/enrolment.ts'
import { hex } from '../../../lib/bytes.ts'
import { sha256 } from '../../../lib/hash.ts'
import { recordAct } from '../../audit/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import type { Station } from '../../station.ts'
import { boxCapture } from '../capture-box.ts'
import { checkImage, portraitOf, unreadable } from '../image/check.ts'
import { checkRecord, isRecord } from '../image/check-record.ts'
import { SLOTS } from '../slots.ts'
import { editDraft, existingDraft } from './edit.ts'
import { refuseParked } from './park.ts'
import { areStrokes } from './strokes.ts'
import {
  captureOf,
  type DraftRow,
  originalPlaceOf,
  placeOf,
  previewPlaceOf,
  SMALL_PHOTO,
  type StoredSlot,
} from './rows.ts'

export type CaptureMeta = z.infer<typeof captureMetaSchema>

/** A capture that was checked and may be stored. */
export interface Checked {
  readonly slot: StoredSlot
  readonly media: string
  readonly bytes: Uint8Array
  readonly meta: CaptureMeta
  /** PNG, where the image itself is in a format that no page shows. */
  readonly preview?: Uint8Array
  /** What the scanner signed around the image (formats/biometric/signed-answer). */
  readonly original?: Uint8Array
}

/**
 * Checks what was captured for a slot and answers everything that is to be stored for it: a photo becomes original, 3x4 crop and
 * Suket photo. CAPTURE-UNREADABLE.
 * @param hasOriginal whether the draft has an untouched original already
 */
export async function checkCapture(
  slot: Slot,
  bytes: Uint8Array,
  meta: CaptureMeta,
  hasOriginal: boolean,
): Promise<Checked[]> {
  const { kind, media: taken } = SLOTS[slot]
  if (kind === 'strokes') {
    if (areStrokes(bytes)) return [{ slot, media: 'application/json', bytes, meta }]
    throw unreadable(slot, { why: 'bukan goresan tanda tangan', whyEn: 'no strokes of a signature' })
  }
  if (isRecord(bytes) && kind !== 'photo' && kind !== 'signature') {
    const { media, preview } = await checkRecord(slot, kind, bytes)
    return [{ slot, media, bytes, meta, preview }]
  }
  const { media } = await checkImage(slot, kind, bytes)
  if (slot === 'photo' || slot === 'photo-original') return photos(slot, media, bytes, meta, hasOriginal)
  if (!taken.includes(media))
    throw unreadable(slot, { why: `harus ${taken.join()}`, whyEn: `must be ${taken.join()}` })
  return [{ slot, media, bytes, meta }]
}

async function photos(
  slot: Slot,
  media: string,
  bytes: Uint8Array,
  meta: CaptureMeta,
  hasOriginal: boolean,
): Promise<Checked[]> {
  const isCrop = slot === 'photo' && hasOriginal
  // A crop that the page made says where it was cut; it is not to be cut again.
  const { photo, small, crop } = await portraitOf(slot, bytes, isCrop ? undefined : meta.crop)
  const cut: CaptureMeta = isCrop ? meta : { ...meta, crop }
  const { crop: _, ...untouched } = meta
  return [
    ...(isCrop ? [] : [{ slot: 'photo-original' as const, media, bytes, meta: untouched }]),
    { slot: 'photo', media: 'image/jpeg', bytes: photo, meta: cut },
    { slot: SMALL_PHOTO, media: 'image/jpeg', bytes: small, meta: cut },
  ]
}

/** Writes checked captures into their slots, in the caller's transaction. */
export function putCaptures(
  tx: WriteTx,
  station: Station,
  row: DraftRow,
  captures: readonly Checked[],
): void {
  for (const { slot, media, bytes, meta, preview, original } of captures) {
    const box = boxCapture(row.key, station.ports.random, placeOf(row.id, slot), bytes)
    const shown =
      preview === undefined
        ? null
        : boxCapture(row.key, station.ports.random, previewPlaceOf(row.id, slot), preview)
    const signed =
      original === undefined
        ? null
        : boxCapture(row.key, station.ports.random, originalPlaceOf(row.id, slot), original)
    tx.run(
      `INSERT INTO draft_capture (draft, slot, media, bytes, sha256, meta, version, preview, original, original_sha256)
       VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?)
       ON CONFLICT (draft, slot) DO UPDATE SET media = excluded.media, bytes = excluded.bytes, sha256 = excluded.sha256,
         meta = excluded.meta, version = version + 1, preview = excluded.preview, original = excluded.original,
         original_sha256 = excluded.original_sha256`,
      [
        row.id,
        slot,
        media,
        box,
        hex(sha256(bytes)),
        JSON.stringify(meta),
        shown,
        signed,
        original === undefined ? null : hex(sha256(original)),
      ],
    )
    // What the resident agreed to was another picture.
    if (slot === 'photo') tx.run('UPDATE draft SET photo_approved = 0 WHERE id = ?', [row.id])
  }
}

/** Saves one capture that the page or a file gave; replaces the slot's earlier one. CAPTURE-UNREADABLE, DISK-FULL. */
export async function saveCapture(
  station: Station,
  id: string,
  slot: Slot,
  bytes: Uint8Array,
  meta: CaptureMeta,
): Promise<Draft> {
  refuseParked(existingDraft(station.read, id))
  const hasOriginal =
    slot === 'photo' &&
    station.read.get("SELECT 1 FROM draft_capture WHERE draft = ? AND slot = 'photo-original'", [id]) !==
      undefined
  const captures = await checkCapture(slot, bytes, meta, hasOriginal)
  return editDraft(station, id, (tx, row) => {
    refuseParked(row)
    // A double click sends the same image twice.
    const [first] = captures
    const stored = first && captureOf(tx, id, first.slot)
    if (stored && Buffer.compare(stored.bytes, first.bytes) === 0 && isSameMeta(tx, id, first)) return false
    putCaptures(tx, station, row, captures)
    recordAct(tx, station, 'draft.capture', id, { slot, device: meta.device, score: meta.score ?? null })
    return true
  })
}

function isSameMeta(tx: WriteTx, id: string, { slot, meta }: Checked): boolean {
  const row = tx.get<{ meta: string }>('SELECT meta FROM draft_capture WHERE draft = ? AND slot = ?', [
    id,
    slot,
  ])
  return row?.meta === JSON.stringify(meta)
}
