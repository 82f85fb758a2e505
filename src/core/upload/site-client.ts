import { DetailedError, Upload } from 'tus-js-client'
import type { z } from 'zod'
import { encodeJson, type JsonFormat } from '../../formats/json.ts'
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
import { sha256OfBody, signRequest } from '../../lib/http-signature.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { type Heard, hear, readAnswer } from './answers.ts'
import { chunkFor, goesWhole } from './chunk.ts'
import type { Outcome } from './outcome.ts'
import { Pacer } from './pacer.ts'
import { type LineTrouble, SiteHttp, type SitePlace, troubleOf } from './site-http.ts'

const ANSWER_MS = 60_000
/** A transfer that moved no byte for this long is cut by us, and resumed later. */
const STALL_MS = 60_000

/** A question of one of our formats. */
export interface Question<T> {
  readonly target: string
  readonly body: Uint8Array
  /** Of the answer. */
  readonly format: JsonFormat<z.ZodType<T>>
  readonly timeoutMs?: number
}

export interface Sending {
  readonly id: string
  readonly sha256: string
  readonly attempt: number
  readonly bytes: Uint8Array
}

/** Where the site keeps what it has of a packet (formats/wire). */
function keyOf({ id, attempt, sha256 }: Sending): string {
  return `${id}-${attempt}-${sha256}`
}

export interface SendOptions {
  /** Some of it may be at the site from before: it is asked first. */
  readonly begun?: boolean
  /** Hears how many bytes are at the site. */
  readonly moved?: (there: number) => void
  /** Hears how many bytes the site says that it has: more than before, and the packet got on. */
  readonly said?: (there: number) => void
  /** Bytes per second that the line may be used for; undefined for all of it. */
  readonly bytesPerSecond?: number | undefined
}

/** Speaks to one site. Never throws for what a network or a site does: that is an Outcome. */
export class SiteClient {
  readonly #site: SitePlace
  readonly #http: SiteHttp
  readonly #key: SigningKey
  readonly #now: () => Date
  readonly #signal: AbortSignal | undefined
  readonly #pacer = new Pacer()
  /** What the line did with the packet before, bytes per second; 0 while nothing is known. */
  rate = 0

  constructor(site: SitePlace, key: SigningKey, now: () => Date, signal?: AbortSignal) {
    this.#site = site
    this.#http = new SiteHttp(site)
    this.#key = key
    this.#now = now
    this.#signal = signal
  }

  close(): void {
    this.#http.close()
  }

  /** Says what there is; the answer says per packet whether it is wanted, received or refused. */
  async announce(announce: Announce): Promise<Outcome> {
    const body = encodeJson(announceFormat, announce)
    const heard = await this.ask({ target: WIRE_PATHS.announce, body, format: answerFormat })
    return heard.kind === 'answer' ? { kind: 'answer', items: heard.answer.items } : heard
  }

  /** Asks what was said of the station's packets after a position. */
  async statuses(
    station: string,
    certificates: readonly Signed[],
    after: number,
  ): Promise<Heard<StatusAnswer>> {
    const question = { format: 'rekam-status-question', version: 1, station, after } as const
    const body = encodeJson(statusQuestionFormat, { ...question, certificates: certificates.map(packSigned) })
    return this.ask({ target: STATUS_PATH, body, format: statusAnswerFormat })
  }

  /** A signed question, and what this site said to it. */
  async ask<T extends { readonly site: string }>(question: Question<T>): Promise<Heard<T>> {
    const { target, body, format, timeoutMs = ANSWER_MS } = question
    const headers = this.#sign({ method: 'POST', target, headers: {}, bodySha256: sha256OfBody(body) })
    const { limit } = format
    const signal = this.#signal
    const reply = await this.#http.post({ target, body, headers, limit, timeoutMs, signal })
    return 'trouble' in reply ? troubled(reply) : hear(format, this.#site.code, reply)
  }

  /** Sends one packet by tus, going on from the byte that the site has. */
  async send(sending: Sending, options: SendOptions = {}): Promise<Outcome> {
    if (options.begun === true || !goesWhole(sending.bytes.length, this.rate, options.bytesPerSecond))
      return this.#resume(sending, options)
    return (await this.#whole(sending, options)) ?? this.#resume(sending, options)
  }

  /** One request for all of it. Undefined where the site has bytes of it already. */
  async #whole(sending: Sending, { moved = () => {} }: SendOptions): Promise<Outcome | undefined> {
    const { bytes } = sending
    const began = performance.now()
    const target = WIRE_PATHS.upload
    const metadata = Buffer.from(keyOf(sending)).toString('base64')
    const covered = { 'upload-length': String(bytes.length), 'upload-metadata': `key ${metadata}` }
    const signed = this.#sign({ method: 'POST', target, headers: covered }, Object.keys(covered))
    const reply = await this.#http.post({
      target,
      body: bytes,
      headers: {
        ...covered,
        ...signed,
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
      },
      limit: answerFormat.limit,
      timeoutMs: STALL_MS,
      signal: this.#signal,
    })
    if ('trouble' in reply) {
      this.rate = 0
      return troubled(reply)
    }
    if (reply.status === 409) return undefined
    moved(0)
    moved(bytes.length)
    this.rate = (bytes.length * 1000) / Math.max(1, performance.now() - began)
    return readAnswer(this.#site.code, reply.status, reply.body)
  }

  async #resume(
    sending: Sending,
    { moved = () => {}, said = () => {}, bytesPerSecond }: SendOptions,
  ): Promise<Outcome> {
    const key = keyOf(sending)
    const endpoint = this.#http.at(WIRE_PATHS.upload).href
    const began = performance.now()
    let first: number | undefined
    let there = 0
    const chunkSize = chunkFor(this.rate, bytesPerSecond)
    const outcome = await new Promise<Outcome>((resolve) => {
      const stall = setTimeout(() => stop(), STALL_MS)
      const done = (ended: Outcome) => {
        clearTimeout(stall)
        this.#signal?.removeEventListener('abort', stop)
        resolve(ended)
      }
      const upload = new Upload(
        Buffer.from(sending.bytes.buffer, sending.bytes.byteOffset, sending.bytes.length),
        {
          endpoint,
          httpStack: this.#http.stack,
          // The key says where a half-sent packet lies: HEAD finds it, and only a 404 begins anew.
          uploadUrl: `${endpoint}/${key}`,
          uploadSize: sending.bytes.length,
          metadata: { key },
          chunkSize,
          retryDelays: null,
          storeFingerprintForResuming: false,
          onBeforeRequest: async (request) => {
            const method = request.getMethod()
            if (method === 'PATCH') await this.#pacer.take(chunkSize, bytesPerSecond, this.#signal)
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
          onAfterResponse: (_, response) => {
            const offset = Number.parseInt(response.getHeader('Upload-Offset') ?? '', 10)
            if (offset >= 0) said(offset)
          },
          onProgress: (bytes) => {
            stall.refresh()
            first ??= bytes
            there = bytes
            moved(bytes)
          },
          onError: (error) => done(outcomeOf(this.#site.code, error)),
          onSuccess: ({ lastResponse }) =>
            done(readAnswer(this.#site.code, lastResponse.getStatus(), Buffer.from(lastResponse.getBody()))),
        },
      )
      const stop = () => {
        done({ kind: 'unreachable' })
        void upload.abort()
      }
      if (this.#signal?.aborted) return done({ kind: 'unreachable' })
      this.#signal?.addEventListener('abort', stop)
      upload.start()
    })
    this.rate = ((there - (first ?? 0)) * 1000) / Math.max(1, performance.now() - began)
    return outcome
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

function troubled({ trouble }: LineTrouble): Extract<Outcome, { kind: 'unreachable' | 'untrusted' }> {
  return trouble === 'unreachable' ? { kind: 'unreachable' } : { kind: 'untrusted', code: trouble }
}

function outcomeOf(site: string, error: Error | DetailedError): Outcome {
  if (!(error instanceof DetailedError)) return troubled(troubleOf(error))
  const { originalResponse: response, causingError } = error
  if (!response || response.getStatus() === 0) return troubled(troubleOf(causingError))
  return readAnswer(site, response.getStatus(), Buffer.from(response.getBody() ?? ''))
}
