import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { PRINT_PATH } from '../formats/print/order.ts'
import { STATUS_PATH } from '../formats/wire/statuses.ts'
import { WIRE_PATHS } from '../formats/wire/wire.ts'
import { isFault } from '../lib/fault.ts'
import { announcing } from './announcing.ts'
import { JSON_TYPE, noticeBody, refusalBody, type Trouble, troubleOf } from './answers.ts'
import { Inbox } from './inbox.ts'
import { admitUpload } from './requests.ts'
import type { Site } from './site.ts'
import { uploads } from './uploads.ts'

export interface Listening {
  readonly port: number
  readonly url: string
  close(): Promise<void>
}

/** What a site answers that takes no uploads: it may still tell, and let print. */
const OPEN_PATHS: ReadonlySet<string> = new Set([WIRE_PATHS.health, PRINT_PATH, STATUS_PATH])

const SWEEP_MS = 24 * 3600 * 1000

const STATUS: Readonly<Record<string, number>> = { 'UPLOAD-METHOD': 405, 'UPLOAD-NOT-ANNOUNCED': 409 }

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
): Promise<boolean> {
  try {
    await admitUpload(site, inbox, request)
    return true
  } catch (error) {
    if (!isFault(error)) throw error
    say(response, STATUS[error.code] ?? 401, refusalBody(error.code))
    return false
  }
}

export interface ListenOptions {
  /** The loopback interface unless told. */
  readonly host?: string
  readonly trouble?: Trouble
}

/** Serves a site; port 0 picks a free one. */
export async function listen(site: Site, port: number, options: ListenOptions = {}): Promise<Listening> {
  const { host = '127.0.0.1', trouble = () => {} } = options
  const inbox = new Inbox(site)
  await inbox.store.deleteExpired()
  const tus = uploads(site, inbox, trouble)
  const web = getRequestListener(announcing(site, inbox, trouble).fetch)
  const server: Server = createServer((request, response) => {
    // What fails here is the line to one station: it is cut, and the others go on.
    const run = (answering: unknown) => {
      Promise.resolve(answering).catch(() => request.socket.destroy())
    }
    if (site.refusing === 'all') request.socket.destroy()
    // 'Records already ready-to-print can still be printed' (471.13/3256/DUKCAPIL): print orders are no uploads.
    else if (site.refusing === 'uploads' && !OPEN_PATHS.has(request.url ?? '')) {
      say(response, 503, noticeBody(site, site.switches.notice), { 'retry-after': '600' })
    } else if (!request.url?.startsWith(WIRE_PATHS.upload)) run(web(request, response))
    else {
      run(
        admitted(site, inbox, request, response).then((may) =>
          may ? tus.handle(request, response) : undefined,
        ),
      )
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const sweep = setInterval(() => {
    inbox.store.deleteExpired().catch((error: unknown) => trouble(troubleOf(error)))
  }, SWEEP_MS).unref()
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://${host}:${bound}`,
    close: () =>
      new Promise((resolve, reject) => {
        clearInterval(sweep)
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
