import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { answerFormat } from '../../formats/wire/wire.ts'
import { bodyOf, TusHttp } from './tus-http.ts'

/** Where a site of the profile answers; `ca` is the PEM of its own CA where it uses no public one. */
export interface SitePlace {
  readonly code: string
  readonly url: string
  readonly ca?: string | undefined
}

/** What kept an answer from coming. A certificate that does not hold has codes of its own: a person can do something about it. */
export interface LineTrouble {
  readonly trouble: 'unreachable' | 'UPLOAD-TLS' | 'UPLOAD-TLS-TIME'
}

export interface Reply {
  readonly status: number
  readonly body: Uint8Array
}

const IDLE_MS = 15_000

/** Node's and OpenSSL's words for a certificate that is out of its time: by this computer's clock. */
const OUT_OF_TIME = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])
const UNTRUSTED =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_ALTNAME|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL_)/

/** What an error of the line means. */
export function troubleOf(error: unknown): LineTrouble {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (OUT_OF_TIME.has(code)) return { trouble: 'UPLOAD-TLS-TIME' }
  return { trouble: UNTRUSTED.test(code) ? 'UPLOAD-TLS' : 'unreachable' }
}

export interface Posting {
  readonly target: string
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  /** Bytes of an answer that are read at most; whatever is longer is no answer of ours. */
  readonly limit: number
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** The line to one site: connections that stay open between requests, and the site's own CA. */
export class SiteHttp {
  readonly #site: SitePlace
  readonly #agent: HttpAgent | HttpsAgent
  /** What tus speaks through. */
  readonly stack: TusHttp

  constructor(site: SitePlace) {
    this.#site = site
    const keep = { keepAlive: true, timeout: IDLE_MS }
    const secure = site.url.startsWith('https:')
    this.#agent = secure
      ? new HttpsAgent({ ...keep, ...(site.ca === undefined ? {} : { ca: site.ca }) })
      : new HttpAgent(keep)
    this.stack = new TusHttp(this.#agent, answerFormat.limit)
  }

  /** Where a path of the wire is at this site. */
  at(target: string): URL {
    return new URL(target, this.#site.url)
  }

  /** Posts and answers what came back, or what kept it. Never throws for what a network does. */
  async post({ target, body, headers, limit, timeoutMs, signal }: Posting): Promise<Reply | LineTrouble> {
    const url = this.at(target)
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const signals = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const request = send(url, {
          method: 'POST',
          agent: this.#agent,
          headers: { 'content-type': 'application/json', 'content-length': body.length, ...headers },
          signal: AbortSignal.any(signals),
        })
        request.once('response', resolve)
        request.once('error', reject)
        request.end(body)
      })
      return { status: response.statusCode ?? 0, body: await bodyOf(response, limit) }
    } catch (error) {
      return troubleOf(error)
    }
  }

  close(): void {
    this.#agent.destroy()
  }
}
