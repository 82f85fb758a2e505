import type { RoomStream } from '../stream.ts'
import { suketPdf } from './pdf.ts'

const NAME = /^([0-9a-hjkmnp-tv-z]{26})\.pdf$/

/** `app://station/suket/<id>.pdf`: the letter as it goes to paper. */
export const suketStream: RoomStream = async (station, path) => {
  const id = NAME.exec(path)?.[1]
  if (id === undefined) return null
  const body = await suketPdf(station, id)
  return { status: 200, headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' }, body }
}
