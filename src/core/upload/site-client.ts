import { DetailedError, Upload } from 'tus-js-client'
import { decodeJson, encodeJson } from '../../formats/json.ts'
import {
  STATUS_PATH,
  type StatusAnswer,
  statusAnswerFormat,
  statusQuestionFormat,
} from '../../formats/wire/statuses.ts'
import {
  type Announce,
  announceFormat,
  answerFormat,
  packSigned,
  WIRE_PATHS,
} from '../../formats/wire/wire.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { isFault } from '../../lib/fault.ts'
import { sha256OfBody, signRequest } from '../../lib/http-signature.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { readAnswer } from './answers.ts'
import type { Outcome } from './outcome.ts'

/** Bytes per PATCH: two seconds on a line of 1 Mbit/s, sixteen on the 128 kbit/s of a kecamatan. */
const CHUNK = 256 * 1024
const ANNOUNCE_TIMEOUT_MS = 60_000
/** A transfer that moved no byte for this long is cut by us, and resumed later. */
const STALL_MS = 60_000

export interface SiteAddress {
  readonly code: string
  readonly url: string
}

export interface Sending {
  readonly id: string
  readonly sha256: string
  readonly attempt: number
  readonly bytes: Uint8Array
}

/** Speaks to one site. Never throws for what a network or a site does: that is an Outcome. */
export class SiteClient {
  readonly #site: SiteAddress
  readonly #key: SigningKey
  readonly #now: () => Date

  constructor(site: SiteAddress, key: SigningKey, now: () => Date) {
    this.#site = site
    this.#key = key
    this.#now = now
  }

  /** Says what there is; the answer says per packet whether it is wanted, received or refused. */
  async announce(announce: Announce): Promise<Outcome> {
    const response = await this.#post(WIRE_PATHS.announce, encodeJson(announceFormat, announce))
    return response ? readAnswer(this.#site.code, response.status, response.body) : { kind: 'unreachable' }
  }

  /** Asks what was said of the station's packets after a position. Undefined for whatever is not this site's answer. */
  async statuses(
    station: string,
    certificates: readonly Signed[],
    after: number,
  ): Promise<StatusAnswer | undefined> {
    const question = { format: 'rekam-status-question', version: 1, station, after } as const
    const body = encodeJson(statusQuestionFormat, { ...question, certificates: certificates.map(packSigned) })
    const response = await this.#post(STATUS_PATH, body)
    if (response?.status !== 200) return undefined
    try {
      const answer = decodeJson(statusAnswerFormat, response.body)
      return answer.site === this.#site.code ? answer : undefined
    } catch (error) {
      if (!isFault(error)) throw error
      return undefined
    }
  }

  async #post(target: string, body: Uint8Array): Promise<{ status: number; body: Uint8Array } | undefined> {
    const signed = this.#sign({ method: 'POST', target, headers: {}, bodySha256: sha256OfBody(body) })
    try {
      const response = await fetch(new URL(target, this.#site.url), {
        method: 'POST',
        body: new Uint8Array(body),
        headers: { 'content-type': 'application/json', ...signed },
        redirect: 'manual',
        signal: AbortSignal.timeout(ANNOUNCE_TIMEOUT_MS),
      })
      return { status: response.status, body: await bodyOf(response) }
    } catch {
      // fetch rejects for whatever a network does; which of it does not matter to the queue.
      return undefined
    }
  }

  /** Sends one packet by tus, going on from the byte that the site has. `moved` hears how many bytes are there. */
  async send(sending: Sending, moved: (bytes: number) => void = () => {}): Promise<Outcome> {
    const key = `${sending.id}-${sending.attempt}-${sending.sha256}`
    const endpoint = new URL(WIRE_PATHS.upload, this.#site.url).href
    return new Promise((resolve) => {
      const stall = setTimeout(() => stop(), STALL_MS)
      const done = (outcome: Outcome) => {
        clearTimeout(stall)
        resolve(outcome)
      }
      const upload = new Upload(Buffer.from(sending.bytes), {
        endpoint,
        // The key says where a half-sent packet lies: HEAD finds it, and only a 404 begins anew.
        uploadUrl: `${endpoint}/${key}`,
        uploadSize: sending.bytes.length,
        metadata: { key },
        chunkSize: CHUNK,
        retryDelays: null,
        storeFingerprintForResuming: false,
        onBeforeRequest: (request) => {
          const method = request.getMethod()
          const spelt = COVERED[method] ?? []
          const headers = Object.fromEntries(
            spelt.map((name) => [name.toLowerCase(), request.getHeader(name) ?? '']),
          )
          const covered = Object.keys(headers)
          const target = new URL(request.getURL()).pathname
          for (const [name, value] of Object.entries(this.#sign({ method, target, headers }, covered))) {
            request.setHeader(name, value)
          }
        },
        onProgress: (bytes) => {
          stall.refresh()
          moved(bytes)
        },
        onError: (error) => done(outcomeOf(this.#site.code, error)),
        onSuccess: ({ lastResponse }) =>
          done(readAnswer(this.#site.code, lastResponse.getStatus(), Buffer.from(lastResponse.getBody()))),
      })
      const stop = () => {
        done({ kind: 'unreachable' })
        void upload.abort()
      }
      upload.start()
    })
  }

  #sign(request: Parameters<typeof signRequest>[0], covered: readonly string[] = []): Record<string, string> {
    return signRequest(request, this.#key, Math.floor(this.#now().getTime() / 1000), covered)
  }
}

/** Headers of a tus request that its signature covers, as the site demands them, spelt as tus-js-client keeps them. */
const COVERED: Record<string, readonly string[] | undefined> = {
  PATCH: ['Upload-Offset'],
  POST: ['Upload-Length', 'Upload-Metadata'],
}

function outcomeOf(site: string, error: Error | DetailedError): Outcome {
  const response = error instanceof DetailedError ? error.originalResponse : null
  if (!response || response.getStatus() === 0) return { kind: 'unreachable' }
  return readAnswer(site, response.getStatus(), Buffer.from(response.getBody() ?? ''))
}

/** The body, cut off where no answer of ours could still be going on. */
async function bodyOf(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    parts.push(part as Uint8Array)
    bytes += (part as Uint8Array).length
    if (bytes > answerFormat.limit) break
  }
  return Buffer.concat(parts)
}
