import { formatId } from '../../formats/id.ts'
import { encodeJson, decodeJson } from '../../formats/json.ts'
import type { PacketKind } from '../../formats/packet/manifest.ts'
import type { PacketMember } from '../../formats/packet/members.ts'
import { sealPacket } from '../../formats/packet/packet.ts'
import { CENTRE, keyLine, RECOVERY, ROOT, sampleId, sampleKey } from '../../formats/testing/sample.ts'
import { samplePacket } from '../../formats/testing/samples.ts'
import { issueCertificate } from '../../formats/trust/certificate.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import {
  type Announce,
  announceFormat,
  type AnswerItem,
  answerFormat,
  packSigned,
  WIRE_PATHS,
} from '../../formats/wire/wire.ts'
import { utf8 } from '../../lib/bytes.ts'
import { sha256 as hash } from '../../lib/hash.ts'
import { sha256OfBody, signRequest } from '../../lib/http-signature.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { membersOf, sampleNik, type SamplePerson } from './person.ts'

/** A sealed packet as a station has it. */
export interface Sealed {
  readonly id: string
  readonly sha256: string
  readonly bytes: Uint8Array
  readonly signature: string
}

export interface Spoken {
  readonly status: number
  readonly body: string
  readonly headers: Headers
}

const COVERED: Readonly<Record<string, readonly string[]>> = {
  POST: ['upload-length', 'upload-metadata'],
  PATCH: ['upload-offset'],
}

/** A station as a site sees it: certified by the sample root, sealing packets and signing requests by hand. */
export class Sender {
  readonly station: string
  readonly epoch: string
  readonly key: SigningKey
  readonly certificate: Signed
  url = ''
  #sealed = 0

  /** `restored`: the same station in its next epoch, with its own key. */
  constructor(n: number, restored = false) {
    this.station = `5272-01-${String.fromCharCode(64 + n)}`
    this.epoch = sampleId((restored ? 200 : 100) + n)
    this.key = sampleKey((restored ? 60 : 20) + n)
    this.certificate = issueCertificate(ROOT, {
      serial: (restored ? 60 : 20) + n,
      subject: { kind: 'station', station: this.station, epoch: this.epoch },
      key: keyLine(this.key),
      purposes: ['packet', 'bag', 'http', 'report'],
    })
  }

  /** A packet that nobody else has, with noise of about `bytes`. */
  seal(bytes = 2000): Sealed {
    const seq = ++this.#sealed
    const id = formatId(hash(utf8(`${this.station} ${this.epoch} ${seq}`)).subarray(0, 16))
    const photo = new Uint8Array(bytes)
    for (let i = 0; i < bytes; i++) photo[i] = (i * i * 31 + seq * 7 + i) % 251
    const { station, epoch, key } = this
    const members = samplePacket().members.map((member) =>
      member.name === 'photo.jpg' ? Object.assign(member, { data: photo }) : member,
    )
    const packet = sealPacket({
      ...samplePacket(),
      id,
      station,
      epoch,
      seq,
      key,
      members,
      recipients: [CENTRE, RECOVERY],
    })
    return { id, sha256: packet.sha256, bytes: packet.bytes, signature: packet.signature }
  }

  /** A packet of a sample person, as penunggalan compares them. */
  sealPerson(person: SamplePerson): Sealed {
    const { supersedes } = person
    return this.#seal('recording', membersOf(person), supersedes === undefined ? {} : { supersedes })
  }

  /** A correction of the NIK: it becomes that of person `nik`. */
  sealAmendment(amends: string, { nik }: { nik: number }): Sealed {
    const data = utf8(`${JSON.stringify({ biodata: { nik: sampleNik(nik) } })}\n`)
    return this.#seal('amendment', [{ name: 'amendment.json', media: 'application/json', data }], { amends })
  }

  /** The recording is void. */
  sealCancellation(amends: string): Sealed {
    const data = utf8('{"kind":"cancellation"}\n')
    return this.#seal('amendment', [{ name: 'amendment.json', media: 'application/json', data }], { amends })
  }

  /** The fingers that a recording of this person lacked. */
  sealSupplement(amends: string, person: SamplePerson): Sealed {
    const said = { name: 'amendment.json', media: 'application/json', data: utf8('{"kind":"supplement"}\n') }
    const fingers = membersOf(person).filter(({ name }) => name.startsWith('finger-'))
    return this.#seal('amendment', [said, ...fingers], { amends })
  }

  #seal(
    kind: PacketKind,
    members: readonly PacketMember[],
    over: { supersedes?: string; amends?: string },
  ): Sealed {
    const seq = ++this.#sealed
    const id = formatId(hash(utf8(`${this.station} ${this.epoch} ${seq}`)).subarray(0, 16))
    const { station, epoch, key } = this
    const packet = sealPacket({
      id,
      station,
      epoch,
      seq,
      kind,
      members,
      recipients: [CENTRE, RECOVERY],
      key,
      ...over,
    })
    return { id, sha256: packet.sha256, bytes: packet.bytes, signature: packet.signature }
  }

  announcement(packets: readonly Sealed[], over: Partial<Announce['items'][number]> = {}): Announce {
    return {
      format: 'rekam-announce',
      version: 1,
      station: this.station,
      certificates: [packSigned(this.certificate)],
      items: packets.map(({ id, sha256, bytes, signature }) => ({
        id,
        sha256,
        attempt: 1,
        bytes: bytes.length,
        signature,
        ...over,
      })),
    }
  }

  async say(announce: Announce, headers: Record<string, string> = {}): Promise<Spoken> {
    const body = encodeJson(announceFormat, announce)
    const request = {
      method: 'POST',
      target: WIRE_PATHS.announce,
      headers: {},
      bodySha256: sha256OfBody(body),
    }
    const signed = signRequest(request, this.key, 1_795_000_000)
    return spoken(
      await fetch(`${this.url}${WIRE_PATHS.announce}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signed, ...headers },
        body: new Uint8Array(body),
      }),
    )
  }

  async announce(
    packets: readonly Sealed[],
    over: Partial<Announce['items'][number]> = {},
  ): Promise<AnswerItem[]> {
    return itemsOf(await this.say(this.announcement(packets, over)))
  }

  /** One tus request; `target` is the path below the site, `headers` go out signed. */
  async tus(
    method: string,
    target: string,
    headers: Record<string, string>,
    body?: Uint8Array,
  ): Promise<Spoken> {
    const covered = COVERED[method] ?? []
    const signed = signRequest({ method, target, headers }, this.key, 1_795_000_000, covered)
    return spoken(
      await fetch(`${this.url}${target}`, {
        method,
        headers: {
          'tus-resumable': '1.0.0',
          ...(method === 'PATCH' ? { 'content-type': 'application/offset+octet-stream' } : {}),
          ...headers,
          ...signed,
        },
        ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      }),
    )
  }

  create(packet: Sealed, key = keyOf(packet)): Promise<Spoken> {
    const metadata = `key ${Buffer.from(key).toString('base64')}`
    return this.tus('POST', WIRE_PATHS.upload, {
      'upload-length': String(packet.bytes.length),
      'upload-metadata': metadata,
    })
  }

  /** How many bytes of a packet the site says it has; undefined when it knows of none. */
  async offset(packet: Sealed): Promise<number | undefined> {
    const { status, headers } = await this.tus('HEAD', pathOf(packet), {})
    return status === 200 ? Number(headers.get('upload-offset')) : undefined
  }

  patch(packet: Sealed, from: number, to = packet.bytes.length): Promise<Spoken> {
    return this.tus(
      'PATCH',
      pathOf(packet),
      { 'upload-offset': String(from) },
      packet.bytes.subarray(from, to),
    )
  }

  /** Creates and sends a packet in one piece; the answer to its last byte. */
  async send(packet: Sealed): Promise<AnswerItem[]> {
    await this.create(packet)
    return itemsOf(await this.patch(packet, 0))
  }
}

export function keyOf({ id, sha256 }: Sealed, attempt = 1): string {
  return `${id}-${attempt}-${sha256}`
}

export function pathOf(packet: Sealed): string {
  return `${WIRE_PATHS.upload}/${keyOf(packet)}`
}

export function itemsOf({ status, body }: Spoken): AnswerItem[] {
  if (status !== 200) throw new Error(`${status} ${body}`)
  return decodeJson(answerFormat, Buffer.from(body)).items
}

async function spoken(response: Response): Promise<Spoken> {
  return { status: response.status, body: await response.text(), headers: response.headers }
}
