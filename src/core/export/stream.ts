import type { RoomStream } from '../stream.ts'
import { letterOf } from './letter-pdf.ts'

const NAME = /^([0-7][0-9a-hjkmnp-tv-z]{25})\.pdf$/

/** `app://station/export/<bag>.pdf`: the delivery letter as it goes to paper. */
export const exportStream: RoomStream = async (station, path) => {
  const id = NAME.exec(path)?.[1]
  if (id === undefined) return null
  const body = await letterOf(station, id)
  return { status: 200, headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' }, body }
}
