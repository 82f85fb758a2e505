import { type Slot, slotSchema } from '../../contract/enrolment.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { captureOf } from './draft/rows.ts'
import { recordingPhoto } from './recording/show.ts'

export interface ImageStream {
  readonly media: string
  readonly bytes: Uint8Array
}

/** The image behind `app://station/draft/<id>/<slot>`. NOT-FOUND. */
export function draftImage(station: Station, id: string, slot: string): ImageStream {
  const known = slotSchema.safeParse(slot)
  const image = known.success ? captureOf(station.read, id, known.data satisfies Slot) : undefined
  if (!image) throw refuse('NOT-FOUND', { what: 'Gambar' })
  return image
}

/** The image behind `app://station/recording/<id>/photo`. NOT-FOUND. */
export function recordingImage(station: Station, id: string): ImageStream {
  const image = recordingPhoto(station.read, id)
  if (!image) throw refuse('NOT-FOUND', { what: 'Gambar' })
  return image
}
