import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createLine, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import { getRequestListener } from '@hono/node-server'
import { PRINT_PATH } from '../formats/print/order.ts'
import { REPLICATE_PATHS } from '../formats/wire/replicate.ts'
import { STATUS_PATH } from '../formats/wire/statuses.ts'
import { WIRE_PATHS } from '../formats/wire/wire.ts'
import { isFault } from '../lib/fault.ts'
import { announcing } from './announcing.ts'
import { JSON_TYPE, noticeBody, refusalBody, TROUBLE, type Trouble, troubleOf } from './answers.ts'
import { Inbox } from './inbox.ts'
import { Body } from './body.ts'
import { badLine } from './line-faults.ts'
import { admitUpload } from './requests.ts'
import type { Site } from './site.ts'
import { uploads } from './uploads.ts'
import { bringsPart, takePart } from './part-upload.ts'
import { bringsBytes, type Said, takeWhole } from './whole-upload.ts'
import { UnderWay } from './under-way.ts'

export interface Listening {
  readonly port: number
  readonly url: string
  /** Answers what it has whole, breaks off what still waits for bytes, and has ended when it resolves: within bounded time. */
  close(): Promise<void>
}

/** PEM texts of a TLS identity. */
export interface TlsIdentity {
  readonly cert: string
  readonly key: string
}

/** A site's TLS identity, and one out of its time to be shown by the switch. */
export interface SiteTls extends TlsIdentity {
  readonly expired?: TlsIdentity | undefined
}

/** What a site answers that takes no uploads: it may still tell, let print, and replicate. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  WIRE_PATHS.health,
  PRINT_PATH,
  STATUS_PATH,
  REPLICATE_PATHS.changes,
  REPLICATE_PATHS.packet,
])

const SWEEP_MS = 24 * 3600 * 1000

const STATUS: Readonly<Record<string, number>> = { 'UPLOAD-METHOD': 405, 'UPLOAD-NOT-ANNOUNCED': 409 }

/** What a hotel's or an operator's login page looks like to a program. */
const PORTAL =
  '<!doctype html><html><head><title>Login</title></head><body>Silakan masuk untuk memakai internet.</body></html>'

function say(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) {
  response.writeHead(status, { ...JSON_TYPE, ...headers })
  response.end(body)
}

/** Answers true when the request may go on; else it was answered. */
async function admitted(
  site: Site,
  inbox: Inbox,
  request: IncomingMessage,
  response: ServerResponse,
  trouble: Trouble,
): Promise<boolean> {
  try {
    await admitUpload(site, inbox, request)
    const { losesOffset } = site.switches
    if (losesOffset > 0 && request.method === 'HEAD') {
      site.switches.losesOffset = 0
      await inbox.forget(request.url?.slice(WIRE_PATHS.upload.length + 1) ?? '', losesOffset)
    }
    return true
  } catch (error) {
    if (!isFault(error)) throw error
    if (error.code === 'SITE-DATABASE-SILENT') {
      trouble(troubleOf(error))
      say(response, 503, noticeBody(site, TROUBLE))
      return false
    }
    say(response, STATUS[error.code] ?? 401, refusalBody(error.code))
    return false
  }
}

export interface ListenOptions {
  /** The loopback interface unless told. */
  readonly host?: string
  readonly trouble?: Trouble
  readonly tls?: SiteTls | undefined
  /** How long an answer may need to be given and taken once the site closes. */
  readonly answerMs?: number
  /** How long a line may bring and take nothing. */
  readonly silentMs?: number
}

/** A line on which nothing has moved for so long is cut: whoever is silent holds none for ever. A slow one moves something in that time. */
const SILENT_MS = 300_000

/** What each connection becomes: itself, or TLS that shows what the switch says at this moment. */
function securer(site: Site, tls: SiteTls | undefined): (socket: Socket) => Socket {
  if (!tls) return (socket) => socket
  const good = createSecureContext(tls)
  const expired = createSecureContext(tls.expired ?? tls)
  return (socket) =>
    new TLSSocket(socket, {
      isServer: true,
      secureContext: site.switches.expiredCertificate ? expired : good,
    })
}

/** What answers requests of this site. */
function answering(site: Site, inbox: Inbox, trouble: Trouble, underWay: UnderWay): Server {
  const tus = uploads(site, inbox, trouble)
  const web = getRequestListener(announcing(site, inbox, trouble).fetch)
  const sent = (response: ServerResponse, { status, body, headers = {} }: Said) =>
    say(response, status, body, { 'tus-resumable': '1.0.0', ...headers })
  const upload = async (request: IncomingMessage, response: ServerResponse) => {
    const take = bringsBytes(request) ? takeWhole : bringsPart(request) ? takePart : undefined
    const body = take && new Body(request)
    try {
      if (!(await admitted(site, inbox, request, response, trouble))) return
      if (body) sent(response, await take(site, inbox, request, body, trouble))
      else await tus.handle(request, response)
    } finally {
      body?.drop()
    }
  }
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { url = '' } = request
    const { refusing, portal, split, notice } = site.switches
    if (refusing === 'all' || (split && url.startsWith(REPLICATE_PATHS.changes)))
      return request.socket.destroy()
    if (portal) return say(response, 200, PORTAL, { 'content-type': 'text/html' })
    // 'Records already ready-to-print can still be printed' (471.13/3256/DUKCAPIL): print orders are no uploads.
    if (refusing === 'uploads' && !OPEN_PATHS.has(url))
      return say(response, 503, noticeBody(site, notice), { 'retry-after': '600' })
    return url.startsWith(WIRE_PATHS.upload) ? upload(request, response) : web(request, response)
  }
  return createServer((request, response) => underWay.run(request, response, () => answer(request, response)))
}

/** Serves a site; port 0 picks a free one. */
export async function listen(site: Site, port: number, options: ListenOptions = {}): Promise<Listening> {
  const { host = '127.0.0.1', trouble = () => {}, tls, answerMs, silentMs = SILENT_MS } = options
  const inbox = new Inbox(site)
  await inbox.store.deleteExpired()
  const underWay = new UnderWay()
  const server = answering(site, inbox, trouble, underWay)
  // Its other limits are of lines that it took itself.
  server.timeout = silentMs
  const secured = securer(site, tls)
  const line = createLine({ noDelay: true }, (raw) => {
    const socket = secured(raw)
    socket.on('error', () => raw.destroy())
    underWay.connect(server, raw, badLine(socket, site.switches))
  })
  await new Promise<void>((resolve, reject) => {
    line.once('error', reject)
    line.listen(port, host, resolve)
  })
  const sweep = setInterval(() => {
    inbox.store.deleteExpired().catch((error: unknown) => trouble(troubleOf(error)))
  }, SWEEP_MS).unref()
  const bound = (line.address() as AddressInfo).port
  return {
    port: bound,
    url: `${tls ? 'https' : 'http'}://${host}:${bound}`,
    close: () => {
      clearInterval(sweep)
      return underWay.close(line, answerMs)
    },
  }
}
