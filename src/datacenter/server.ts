import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Server as TusServer } from '@tus/server'
import { Hono } from 'hono'
import { decodeJson, encodeJson } from '../formats/json.ts'
import { announceFormat, answerFormat, noticeFormat, WIRE_PATHS } from '../formats/wire/wire.ts'
import { text } from '../lib/bytes.ts'
import { isFault } from '../lib/fault.ts'
import { type HttpRequest, sha256OfBody, verifyRequest } from '../lib/http-signature.ts'
import { packReceipt, REFUSAL_NOTICE, type Site, unpackSigned } from './site.ts'
import { TusStore } from './tus-store.ts'

export interface Listening {
  readonly port: number
  readonly url: string
  close(): Promise<void>
}

const JSON_TYPE = { 'content-type': 'application/json' }

/** The key of a half-sent packet; says by itself which announcement it belongs to. */
const KEY = /^([0-9a-z]{26})-(\d{1,6})-([0-9a-f]{64})$/

function headersOf(request: IncomingMessage): HttpRequest['headers'] {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}

function refuse(status: number, code: string): Response {
  return Response.json({ format: 'rekam-refusal', version: 1, code }, { status })
}

function announceApp(site: Site): Hono {
  const app = new Hono()
  app.get(WIRE_PATHS.health, (c) => c.json({ format: 'rekam-health', version: 1, site: site.code }))
  app.post(WIRE_PATHS.announce, async (c) => {
    const declared = Number(c.req.header('content-length') ?? 0)
    if (!(declared > 0 && declared <= announceFormat.limit)) return refuse(413, 'ANNOUNCE-TOO-LARGE')
    const body = new Uint8Array(await c.req.arrayBuffer())
    try {
      const announce = decodeJson(announceFormat, body)
      // Certificates first: they are judged by the root, and one of them is the key that signed this request.
      site.learn(announce.certificates.map(unpackSigned))
      const headers = c.req.header()
      const request = { method: 'POST', target: WIRE_PATHS.announce, headers, bodySha256: sha256OfBody(body) }
      verifyRequest(request, (keyId) => site.httpKey(keyId))
      return new Response(new Uint8Array(encodeJson(answerFormat, site.announce(announce))), {
        headers: JSON_TYPE,
      })
    } catch (error) {
      if (!isFault(error)) throw error
      return refuse(error.code.startsWith('HTTP-') ? 401 : 400, error.code)
    }
  })
  return app
}

function tusServer(site: Site): TusServer {
  const store = new TusStore(join(site.dir, 'incoming'))
  return new TusServer({
    path: WIRE_PATHS.upload,
    datastore: store,
    relativeLocation: true,
    namingFunction: (_, metadata) => {
      const key = metadata?.['key'] ?? ''
      if (!KEY.test(key)) throw { status_code: 400, body: 'UPLOAD-KEY' }
      return key
    },
    async onUploadCreate(_, upload) {
      const [, id = '', attempt = '', sha256 = ''] = KEY.exec(upload.id) ?? []
      const entry = site.registry.find(id, sha256, Number(attempt))
      if (!entry || entry.bytes !== upload.size) throw { status_code: 409, body: 'UPLOAD-NOT-ANNOUNCED' }
      return {}
    },
    async onUploadFinish(_, upload) {
      const [, id = '', attempt = '', sha256 = ''] = KEY.exec(upload.id) ?? []
      const verdict = { id, sha256, attempt: Number(attempt) }
      const entry = site.registry.find(id, sha256, verdict.attempt)
      try {
        const bytes = new Uint8Array(await readFile(store.path(upload.id)))
        const receipt = packReceipt(await site.take(bytes, entry?.signature ?? '', verdict.attempt, sha256))
        await store.remove(upload.id)
        return answer(site, { ...verdict, verdict: 'received', receipt })
      } catch (error) {
        if (!isFault(error)) throw error
        // What arrived is not what was announced: begin that packet again, or leave it to the work list.
        await store.remove(upload.id)
        return answer(site, { ...verdict, verdict: 'refused', code: error.code })
      }
    },
  })
}

function answer(
  site: Site,
  item: Parameters<typeof encodeJson<typeof answerFormat.schema>>[1]['items'][number],
) {
  const body = text(
    encodeJson(answerFormat, { format: 'rekam-answer', version: 1, site: site.code, items: [item] }),
  )
  return { status_code: 200, headers: JSON_TYPE, body }
}

/** tus requests are covered without their body: the whole packet's hash and signature are judged at the end. */
function authorised(site: Site, request: IncomingMessage): boolean {
  const covered =
    request.method === 'PATCH'
      ? ['upload-offset']
      : request.method === 'POST'
        ? ['upload-length', 'upload-metadata']
        : []
  const signed = { method: request.method ?? '', target: request.url ?? '', headers: headersOf(request) }
  try {
    verifyRequest(signed, (keyId) => site.httpKey(keyId), covered)
    return true
  } catch (error) {
    if (!isFault(error)) throw error
    return false
  }
}

function notice(site: Site, response: ServerResponse): void {
  const body = encodeJson(noticeFormat, {
    format: 'rekam-notice',
    version: 1,
    site: site.code,
    notice: REFUSAL_NOTICE,
  })
  response.writeHead(503, { ...JSON_TYPE, 'retry-after': '600', connection: 'close' })
  response.end(body)
}

/** Serves a site on the loopback interface; port 0 picks a free one. */
export async function listen(site: Site, port: number, host = '127.0.0.1'): Promise<Listening> {
  const tus = tusServer(site)
  const web = getRequestListener(announceApp(site).fetch)
  const server: Server = createServer((request, response) => {
    if (site.refusing === 'all') request.socket.destroy()
    else if (site.refusing === 'uploads' && request.url !== WIRE_PATHS.health) notice(site, response)
    else if (!request.url?.startsWith(WIRE_PATHS.upload)) void web(request, response)
    else if (authorised(site, request)) void tus.handle(request, response)
    else {
      response.writeHead(401, JSON_TYPE)
      response.end('{"format":"rekam-refusal","version":1,"code":"HTTP-UNSIGNED"}\n')
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://${host}:${bound}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
