import type { IncomingMessage } from 'node:http'
import { WIRE_PATHS } from '../formats/wire/wire.ts'
import { answerBody, noticeBody, refusalBody, TROUBLE, type Trouble, troubleOf } from './answers.ts'
import type { Body } from './body.ts'
import type { Inbox } from './inbox.ts'
import { headersOf } from './requests.ts'
import type { Site } from './site.ts'
import { EXPIRES_MS } from './tus-store.ts'
import { BYTES, type Said } from './whole-upload.ts'

/** tus' PATCH: bytes of a packet from an offset on. */
export function bringsPart({ method }: IncomingMessage): boolean {
  return method === 'PATCH'
}

/**
 * Takes the next bytes of a half-sent packet, straight from the line to the disk: whatever came before a cut is kept. @tus/server puts streams
 * between the two, and a cut takes with it what is in them: on a line that is cut every 200 kB a packet never got on (decision 0210). The request is
 * admitted already.
 */
export async function takePart(
  site: Site,
  inbox: Inbox,
  request: IncomingMessage,
  body: Body,
  trouble: Trouble,
): Promise<Said> {
  const headers = headersOf(request)
  const [offset, bytes] = ['upload-offset', 'content-length'].map((name) =>
    Number(headers[name] ?? Number.NaN),
  )
  if (headers['content-type'] !== BYTES) return { status: 415, body: refusalBody('UPLOAD-TYPE') }
  try {
    const key = (request.url ?? '').slice(WIRE_PATHS.upload.length + 1)
    const entry = await inbox.announced(key)
    if (!entry) return { status: 409, body: refusalBody('UPLOAD-NOT-ANNOUNCED') }
    if (!(offset! >= 0 && bytes! >= 0 && offset! + bytes! <= entry.bytes))
      return { status: 413, body: refusalBody('UPLOAD-TOO-MUCH') }
    const taken = await inbox.part(key, entry, offset!, body)
    switch (taken) {
      case 'none':
        return { status: 404, body: refusalBody('NOT-FOUND') }
      case 'elsewhere':
        return { status: 409, body: refusalBody('UPLOAD-UNDER-WAY') }
      case 'torn':
        trouble('UPLOAD-TORN')
        return { status: 503, body: noticeBody(site, TROUBLE) }
      case 'locked':
        trouble('UPLOAD-LOCKED')
        return { status: 503, body: noticeBody(site, TROUBLE) }
      default: {
        const { there, item } = taken
        const expires = new Date(Date.now() + EXPIRES_MS).toUTCString()
        if (!item)
          return {
            status: 204,
            body: '',
            headers: { 'upload-offset': String(there), 'upload-expires': expires },
          }
        return { status: 200, body: answerBody(site, [item]), headers: { 'upload-offset': String(there) } }
      }
    }
  } catch (error) {
    trouble(troubleOf(error))
    return { status: 503, body: noticeBody(site, TROUBLE) }
  }
}
