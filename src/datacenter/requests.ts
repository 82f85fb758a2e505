import type { IncomingMessage } from 'node:http'
import { WIRE_PATHS } from '../formats/wire/wire.ts'
import { Fault, isFault } from '../lib/fault.ts'
import { type HttpRequest, verifyRequest } from '../lib/http-signature.ts'
import type { Inbox } from './inbox.ts'
import type { Requester, Site } from './site.ts'

/** Verbs of tus that a station needs, and the headers that its signature covers. The body is judged whole at the end. */
const COVERED: Readonly<Record<string, readonly string[]>> = {
  HEAD: [],
  POST: ['upload-length', 'upload-metadata'],
  PATCH: ['upload-offset'],
}

/** Node's headers, as signatures see them. */
export function headersOf(request: IncomingMessage): HttpRequest['headers'] {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}

/**
 * Who signed a request. A key that this process does not know may be known to another receiver of the site: then it judges anew.
 * Faults HTTP-UNSIGNED, HTTP-UNKNOWN-KEY, HTTP-BAD-SIGNATURE.
 */
export async function requesterOf(
  site: Site,
  request: HttpRequest,
  covered: readonly string[] = [],
): Promise<Requester> {
  const verified = () => verifyRequest(request, (id) => site.requester(id)?.key, covered).keyId
  let keyId: string
  try {
    keyId = verified()
  } catch (error) {
    if (!isFault(error, 'HTTP-UNKNOWN-KEY')) throw error
    await site.refreshTrust()
    keyId = verified()
  }
  const requester = site.requester(keyId)
  if (requester === undefined) throw new Fault('HTTP-UNKNOWN-KEY', { keyId })
  return requester
}

/** The station that signed a request; HTTP-STATION for the other site's signature. */
export async function stationOf(
  site: Site,
  request: HttpRequest,
  covered: readonly string[] = [],
): Promise<string> {
  const { kind, name } = await requesterOf(site, request, covered)
  if (kind !== 'station') throw new Fault('HTTP-STATION')
  return name
}

/** The key in tus' metadata; empty for none. */
export function keyInMetadata(metadata: string): string {
  const [name, value] = metadata.split(' ')
  return name === 'key' && value !== undefined ? Buffer.from(value, 'base64').toString('utf8') : ''
}

/**
 * Lets a tus request through when a station signed it and speaks of a packet that it announced itself. Faults as requesterOf, and
 * UPLOAD-METHOD, UPLOAD-NOT-ANNOUNCED.
 */
export async function admitUpload(site: Site, inbox: Inbox, request: IncomingMessage): Promise<void> {
  const { method = '', url: target = '' } = request
  const covered = Object.hasOwn(COVERED, method) ? COVERED[method] : undefined
  if (!covered || request.headers['x-http-method-override'] !== undefined) throw new Fault('UPLOAD-METHOD')
  const headers = headersOf(request)
  const station = await stationOf(site, { method, target, headers }, covered)
  const key =
    method === 'POST' && target === WIRE_PATHS.upload
      ? keyInMetadata(headers['upload-metadata'] ?? '')
      : target.startsWith(`${WIRE_PATHS.upload}/`)
        ? target.slice(WIRE_PATHS.upload.length + 1)
        : ''
  if ((await inbox.announced(key))?.station !== station) throw new Fault('UPLOAD-NOT-ANNOUNCED')
}
