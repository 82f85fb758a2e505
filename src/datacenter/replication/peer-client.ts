import { type IncomingMessage, request as httpRequest } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import { decodeJson, encodeJson } from '../../formats/json.ts'
import { PACKET_LIMIT } from '../../formats/packet/packet.ts'
import { type Signed, signDetached } from '../../formats/trust/comment.ts'
import {
  REPLICATE_PATHS,
  REPLICATE_SIGNATURE,
  type ReplicateAnswer,
  replicateAnswerFormat,
  type ReplicateQuestion,
  replicateQuestionFormat,
} from '../../formats/wire/replicate.ts'
import { packSigned, unpackSigned } from '../../formats/wire/wire.ts'
import { Fault, isFault } from '../../lib/fault.ts'
import type { Site } from '../site.ts'

/** How long nothing may move on the line. A large packet on a slow one takes its time. */
const SILENT_MS = 60_000

/** Where the other site answers. */
export interface PeerPlace {
  readonly url: string
  /** PEM of the CA that its certificate is of, where that is no public one. */
  readonly ca?: string | undefined
  /** How long it may be silent, unless a minute. */
  readonly silentMs?: number
}

/** Asks the other site. Faults PEER-SILENT for no answer, also where this site ends, PEER-REFUSED {status}, those of Trust.verify and FORMAT-* for a wrong one. */
export class PeerClient {
  readonly #site: Site
  readonly #place: PeerPlace
  readonly #agent: Agent | undefined

  constructor(site: Site, place: PeerPlace) {
    this.#site = site
    this.#place = place
    this.#agent = place.ca === undefined ? undefined : new Agent({ ca: place.ca })
  }

  async changes(
    asked: Pick<ReplicateQuestion, 'after' | 'papers' | 'decisions' | 'give'>,
  ): Promise<ReplicateAnswer> {
    const { body, headers } = await this.#ask(REPLICATE_PATHS.changes, asked, replicateAnswerFormat.limit)
    const signature = Buffer.from(String(headers[REPLICATE_SIGNATURE] ?? ''), 'base64').toString('utf8')
    const answer = decodeJson(replicateAnswerFormat, body)
    // Certificates count by the root alone, whoever brings them; then the answer is judged by them.
    await this.#site.learn(answer.certificates.map(unpackSigned))
    const { certificate } = this.#site.trust.verify(body, signature, 'report')
    const subject = certificate === 'root' ? undefined : certificate.subject
    if (subject?.kind !== 'site' || subject.site !== this.#site.peer || answer.site !== subject.site) {
      throw new Fault('REPLICATE-PEER', { site: answer.site })
    }
    return answer
  }

  /** The right of a packet, if the other site owns it: every paper of it. Undefined when it does not answer. */
  async give(packet: string): Promise<Signed[] | undefined> {
    try {
      return (await this.changes({ after: 0, papers: 0, give: packet })).papers.map(unpackSigned)
    } catch (error) {
      if (isFault(error)) return undefined
      throw error
    }
  }

  async packet(id: string, sha256: string): Promise<Uint8Array> {
    const asked = { after: 0, papers: 0, packet: { id, sha256 } }
    return (await this.#ask(REPLICATE_PATHS.packet, asked, PACKET_LIMIT + (1 << 20))).body
  }

  async #ask(target: string, asked: Partial<ReplicateQuestion>, limit: number) {
    const { code } = this.#site
    const bytes = encodeJson(replicateQuestionFormat, {
      format: 'rekam-replicate-question',
      version: 1,
      site: code,
      after: 0,
      papers: 0,
      matcher: await this.#site.matcher(),
      ...asked,
    })
    const signature = signDetached(bytes, this.#site.signing, { purpose: 'report' })
    const envelope = {
      question: packSigned({ bytes, signature }),
      certificate: packSigned(this.#site.certificate),
    }
    const { status, headers, body } = await this.#post(target, JSON.stringify(envelope), limit)
    if (status !== 200) throw new Fault('PEER-REFUSED', { status })
    return { headers, body }
  }

  async #post(target: string, body: string, limit: number) {
    const url = new URL(target, this.#place.url)
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const request = send(url, {
          method: 'POST',
          ...(this.#agent ? { agent: this.#agent } : {}),
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
          signal: this.#site.ending,
          timeout: this.#place.silentMs ?? SILENT_MS,
        })
        request.once('timeout', () => request.destroy(new Error('silent')))
        request.once('response', resolve).once('error', reject).end(body)
      })
      const parts: Uint8Array[] = []
      let bytes = 0
      for await (const part of response as AsyncIterable<Uint8Array>) {
        parts.push(part)
        bytes += part.length
        if (bytes > limit) throw new Fault('PEER-REFUSED', { status: 413 })
      }
      return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: new Uint8Array(Buffer.concat(parts)),
      }
    } catch (error) {
      if (error instanceof Fault) throw error
      throw new Fault('PEER-SILENT', { url: url.host }, { cause: error })
    }
  }
}
