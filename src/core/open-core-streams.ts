import { STREAM_PERMISSIONS } from '../contract/permissions.ts'
import { NONE, STREAM_READS } from '../contract/reads.ts'
import { isFault } from '../lib/fault.ts'
import { lookedAt, recordLook } from './audit/index.ts'
import type { Desk } from './context.ts'
import { deviceStream, documentStream, draftStream, recordingStream } from './enrolment/index.ts'
import { exportStream } from './export/index.ts'
import { outageStream } from './outage/index.ts'
import { requireRole } from './permit.ts'
import { printingStream } from './printing/index.ts'
import { restoreStream } from './restore/index.ts'
import type { Station } from './station.ts'
import type { RoomStream, StreamAnswer } from './stream.ts'
import { suketStream } from './suket/index.ts'

/** Rooms that answer streams, by the first part of the address. */
const ROOM_STREAMS: Readonly<Record<keyof typeof STREAM_PERMISSIONS, RoomStream>> = {
  device: deviceStream,
  document: documentStream,
  draft: draftStream,
  export: exportStream,
  outage: outageStream,
  printing: printingStream,
  recording: recordingStream,
  restore: restoreStream,
  suket: suketStream,
}

const STATUS_OF: Readonly<Record<string, number>> = {
  'STATION-LOCKED': 403,
  'ACCOUNT-ROLE': 403,
  'NOT-FOUND': 404,
  'FILE-MISSING': 404,
}

function nothing(status: number): StreamAnswer {
  return { status, headers: { 'cache-control': 'no-store' }, body: new Uint8Array(0) }
}

const hasStream = (room: string): room is keyof typeof ROOM_STREAMS => Object.hasOwn(ROOM_STREAMS, room)

/** Writes down what a stream reads of residents, before it is looked for. False where the address names no id: nobody is answered about. */
async function recordStream(
  station: Station,
  room: keyof typeof ROOM_STREAMS,
  first: string,
): Promise<boolean> {
  const look = STREAM_READS[room]
  if (look === NONE) return true
  const asked = { id: first.replace(/\.pdf$/, '') }
  if (lookedAt(look, asked) === null) return false
  await recordLook(station, look, asked)
  return true
}

/** Answers `<room>/<path>?<query>` from the open station: 403 while it is locked or for another role, 404 for what is not there, 500 for what failed. */
export async function answerStream(desk: Desk, address: string): Promise<StreamAnswer> {
  const [path = '', query] = address.replace(/^\/+/, '').split('?', 2)
  const [room = '', ...rest] = path.split('/')
  if (!hasStream(room) || rest.length === 0 || rest.some((part) => /^\.*$/.test(part))) return nothing(404)
  try {
    const station = desk.station()
    requireRole(station.actor.role, STREAM_PERMISSIONS[room])
    if (!(await recordStream(station, room, rest[0] ?? ''))) return nothing(404)
    return (await ROOM_STREAMS[room](station, rest.join('/'), new URLSearchParams(query))) ?? nothing(404)
  } catch (error) {
    const code = isFault(error) ? error.code : 'INTERNAL'
    if (STATUS_OF[code] === undefined) desk.ports.log.error('stream', { room, code })
    return nothing(STATUS_OF[code] ?? 500)
  }
}
