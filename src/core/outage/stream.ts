import type { RoomStream } from '../stream.ts'
import { noticePdf } from './notices.ts'

const NAME = /^([0-7][0-9a-hjkmnp-tv-z]{25})\.pdf$/

/** `app://station/outage/<notice>.pdf`: a notice as it was brought here. */
export const outageStream: RoomStream = async (station, path) => {
  const id = NAME.exec(path)?.[1]
  const body = id === undefined ? undefined : noticePdf(station.read, id)
  if (!body) return null
  return { status: 200, headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' }, body }
}
