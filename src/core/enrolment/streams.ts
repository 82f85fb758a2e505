import { type Slot, slotSchema } from '../../contract/enrolment.ts'
import type { ReadDb } from '../db/handles.ts'
import type { RoomStream, StreamAnswer } from '../stream.ts'
import { liveFrame } from './devices/live.ts'
import { documentOf } from './documents/rows.ts'
import { shownImageOf } from './draft/rows.ts'
import { proofPdf } from './proof/proof.ts'
import { recordingOf, recordingPhoto } from './recording/show.ts'

interface Image {
  readonly media: string
  readonly bytes: Uint8Array
}

/** A capture of an open draft as its page shows it, or undefined. */
export function draftImage(read: ReadDb, id: string, slot: string): Image | undefined {
  const known = slotSchema.safeParse(slot)
  return known.success ? shownImageOf(read, id, known.data satisfies Slot) : undefined
}

/** Faces and fingers are not kept by any cache, and are shown as what they are and nothing else. */
function answer({ media, bytes }: Image): StreamAnswer {
  const headers = {
    'content-type': media,
    'content-length': String(bytes.length),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  return { status: 200, headers, body: bytes }
}

/** `app://station/draft/<id>/<slot>?v=<version>`. */
export const draftStream: RoomStream = async (station, path) => {
  const [id = '', slot = '', ...more] = path.split('/')
  const image = more.length === 0 ? draftImage(station.read, id, slot) : undefined
  return image ? answer(image) : null
}

/** `app://station/device/<id>?n=<n>`: the next frame of a scanner's live picture; 204 where there is none now, which is no error. */
export const deviceStream: RoomStream = async (station, path) => {
  const frame = path.includes('/') ? undefined : await liveFrame(station, path)
  if (frame) return answer({ media: 'image/jpeg', bytes: frame })
  return { status: 204, headers: { 'cache-control': 'no-store' }, body: new Uint8Array(0) }
}

/** `app://station/document/<draft>/<id>?v=<version>`: a scanned paper. */
export const documentStream: RoomStream = async (station, path) => {
  const [draft = '', id = '', ...more] = path.split('/')
  const paper = more.length === 0 ? documentOf(station.read, draft, id) : undefined
  return paper ? answer(paper) : null
}

/**
 * `app://station/recording/<id>/photo`: the photo that the station keeps until hand-over; `/proof.pdf`: the proof of recording. Who shows
 * a recording was audited.
 */
export const recordingStream: RoomStream = async (station, path) => {
  const [id = '', what, ...more] = path.split('/')
  if (more.length > 0) return null
  if (what === 'proof.pdf' && recordingOf(station.read, id))
    return answer({ media: 'application/pdf', bytes: await proofPdf(station, id) })
  const image = what === 'photo' ? recordingPhoto(station.read, id) : undefined
  return image ? answer(image) : null
}
