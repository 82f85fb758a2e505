import type { IncomingMessage } from 'node:http'
import { answerBody, noticeBody, refusalBody, TROUBLE, type Trouble, troubleOf } from './answers.ts'
import type { Body } from './body.ts'
import type { Inbox } from './inbox.ts'
import { headersOf, keyInMetadata } from './requests.ts'
import type { Site } from './site.ts'

/** The type of a packet's bytes. */
export const BYTES = 'application/offset+octet-stream'

/** An answer to a request that brought bytes. */
export interface Said {
  readonly status: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** tus' creation with upload: the bytes come with the request that creates it. */
export function bringsBytes({ method, headers }: IncomingMessage): boolean {
  return method === 'POST' && headers['content-type'] === BYTES
}

/**
 * Takes a packet that comes whole in the request that creates it: one round trip instead of three, straight from the line to the disk. The
 * request is admitted already. 409 where the station has to ask for the offset first.
 */
export async function takeWhole(
  site: Site,
  inbox: Inbox,
  request: IncomingMessage,
  body: Body,
  trouble: Trouble,
): Promise<Said> {
  const headers = headersOf(request)
  const key = keyInMetadata(headers['upload-metadata'] ?? '')
  try {
    const entry = await inbox.announced(key)
    const lengths = ['upload-length', 'content-length'].map((name) => Number(headers[name]))
    if (!entry || !lengths.every((length) => length === entry.bytes))
      return { status: 409, body: refusalBody('UPLOAD-NOT-ANNOUNCED') }
    const item = await inbox.whole(key, entry, body)
    if (item) return { status: 200, body: answerBody(site, [item]) }
    return { status: 409, body: refusalBody('UPLOAD-UNDER-WAY') }
  } catch (error) {
    trouble(troubleOf(error))
    return { status: 503, body: noticeBody(site, TROUBLE) }
  }
}
