import type { Agent as HttpAgent, ClientRequest, IncomingMessage } from 'node:http'
import { request as httpRequest } from 'node:http'
import { type Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client'

/** Handed to the line at once; progress is told between two of them. */
const PIECE = 64 << 10

/** The body, cut off where no answer of ours could still be going on. Rejects where the line breaks before its end. */
export async function bodyOf(response: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response as AsyncIterable<Uint8Array>) {
    parts.push(part)
    bytes += part.length
    if (bytes > limit) break
  }
  return Buffer.concat(parts)
}

/**
 * What tus-js-client speaks through. Its own waits for ever where a line breaks in the middle of an answer, and keeps an answer of any length
 * (decision 0210).
 */
export class TusHttp implements HttpStack {
  readonly #agent: HttpAgent | HttpsAgent
  readonly #limit: number

  /** `limit`: bytes of an answer that are read at most. */
  constructor(agent: HttpAgent | HttpsAgent, limit: number) {
    this.#agent = agent
    this.#limit = limit
  }

  createRequest(method: string, url: string): HttpRequest {
    return new Request(method, new URL(url), this.#agent, this.#limit)
  }

  getName(): string {
    return 'TusHttp'
  }
}

class Request implements HttpRequest {
  readonly #method: string
  readonly #url: URL
  readonly #agent: HttpAgent | HttpsAgent
  readonly #limit: number
  readonly #headers: Record<string, string> = {}
  #progress: (bytes: number) => void = () => {}
  #request: ClientRequest | undefined

  constructor(method: string, url: URL, agent: HttpAgent | HttpsAgent, limit: number) {
    this.#method = method
    this.#url = url
    this.#agent = agent
    this.#limit = limit
  }

  getMethod(): string {
    return this.#method
  }

  getURL(): string {
    return this.#url.href
  }

  setHeader(header: string, value: string): void {
    this.#headers[header] = value
  }

  getHeader(header: string): string | undefined {
    return this.#headers[header]
  }

  setProgressHandler(progress: (bytes: number) => void): void {
    this.#progress = progress
  }

  /** Rejects for whatever a network does, and for an answer that breaks off. */
  async send(body?: unknown): Promise<HttpResponse> {
    const bytes = body instanceof Uint8Array ? body : new Uint8Array()
    const open = this.#url.protocol === 'https:' ? httpsRequest : httpRequest
    const headers = {
      ...this.#headers,
      ...(bytes.length > 0 ? { 'content-length': String(bytes.length) } : {}),
    }
    const request = open(this.#url, { method: this.#method, agent: this.#agent, headers })
    this.#request = request
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve)
      // Also after the answer began: then it is the answer's to say.
      request.on('error', reject)
    })
    this.#write(request, bytes)
    const response = await answered
    const said = (await bodyOf(response, this.#limit)).toString()
    return {
      getStatus: () => response.statusCode ?? 0,
      getHeader: (header) => response.headers[header.toLowerCase()]?.toString(),
      getBody: () => said,
      getUnderlyingObject: () => response,
    }
  }

  async abort(): Promise<void> {
    this.#request?.destroy()
  }

  getUnderlyingObject(): unknown {
    return this.#request
  }

  #write(request: ClientRequest, bytes: Uint8Array): void {
    let at = 0
    const next = () => {
      if (at >= bytes.length || request.destroyed) {
        request.end()
        return
      }
      const piece = bytes.subarray(at, at + PIECE)
      at += piece.length
      request.write(piece, (error) => {
        if (error) return
        // That the last one is there is said by the answer.
        if (at < bytes.length) this.#progress(at)
        next()
      })
    }
    next()
  }
}
