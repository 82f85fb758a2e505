import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkPacket, compareInnerOuter, openPacket, PACKET_LIMIT } from '../formats/packet/packet.ts'
import { signReceipt } from '../formats/receipt/receipt.ts'
import { allows, certificateKey, certificateKeyId } from '../formats/trust/certificate.ts'
import type { Signed } from '../formats/trust/comment.ts'
import { holdAgainst, type Trust, trustFrom } from '../formats/trust/trust.ts'
import {
  type Announce,
  type AnnounceItem,
  type Answer,
  type AnswerItem,
  packSigned,
} from '../formats/wire/wire.ts'
import { hex, text, utf8 } from '../lib/bytes.ts'
import { Fault, isFault } from '../lib/fault.ts'
import { blake2b512, sha256 } from '../lib/hash.ts'
import type { PublicKey, SigningKey } from '../lib/minisign.ts'
import { replaceDurably } from '../lib/write-durably.ts'
import { announcedStamp, wholeStamp } from './admit.ts'
import { signedByAuthority } from './learned.ts'
import { Registry, type Entry, type StoredReceipt } from './registry.ts'

/** `uploads` is the letter of 17 March 2017: the site answers, but takes nothing. `all`: the site is gone. */
export type Refusing = 'none' | 'uploads' | 'all'

export interface SiteOptions {
  readonly code: 'mmu' | 'batam'
  readonly dir: string
  readonly root: PublicKey
  readonly signing: SigningKey
  /** The site's own certificate, so that its receipts can be judged by whoever holds the root. */
  readonly certificate: Signed
  /** age identity of the data centre; without it the site compares nothing inside a packet. */
  readonly identity?: string
  readonly now: () => Date
  readonly refusing?: Refusing
}

/** A station that may send. */
export interface Requester {
  readonly station: string
  readonly key: PublicKey
}

/** What a packet was announced as. */
export interface Expected {
  readonly id: string
  readonly sha256: string
  readonly station: string
}

/** What the Directorate General wrote, in short: the notice that a refusing site answers with. */
export const REFUSAL_NOTICE =
  'Pusat data belum dapat melakukan penunggalan dan menerima pengiriman data perekaman dari daerah sampai batas waktu yang ' +
  'akan diberitahukan. Perekaman tetap dilaksanakan; cadangkan data secara rutin ke media eksternal (471.13/3256/DUKCAPIL).'

/** Sealed bytes are a little more than what is sealed. */
const SEALED_LIMIT = PACKET_LIMIT + (1 << 20)

/** One site of the data centre: judges packets, keeps them durably, and answers with signed receipts. */
export class Site {
  readonly code: 'mmu' | 'batam'
  readonly dir: string
  readonly registry: Registry
  refusing: Refusing
  readonly #options: SiteOptions
  #trust: Trust
  /** How many certificates `#trust` was made of. */
  #judged = 0

  constructor(options: SiteOptions) {
    this.#options = options
    this.code = options.code
    this.dir = options.dir
    this.refusing = options.refusing ?? 'none'
    mkdirSync(join(this.dir, 'packets'), { recursive: true })
    mkdirSync(join(this.dir, 'incoming'), { recursive: true })
    this.registry = new Registry(join(this.dir, 'registry.db'))
    this.#trust = this.#judge()
  }

  get trust(): Trust {
    return this.#trust
  }

  /** Learns certificates; what the root did not sign stays without effect and is not kept. */
  learn(certificates: readonly Signed[]): void {
    const known = this.#known()
    const signatures = new Set(known.map(({ signature }) => signature))
    const news = certificates.filter(({ signature }) => !signatures.has(signature))
    const good = signedByAuthority(this.#options.root, known, news)
    // Another process of this site (an intake beside the server) may have learnt too.
    if (good.length === 0 && known.length === this.#judged) return
    for (const { bytes, signature } of good) this.registry.keepCertificate(text(bytes), signature)
    this.#trust = this.#judge()
  }

  /** Who signs requests with this key, or undefined for a stranger's and a revoked one. */
  requester(keyId: string): Requester | undefined {
    const found = this.#trust.accepted.find(
      (certificate) => certificateKeyId(certificate) === keyId && allows(certificate, 'http'),
    )
    if (found?.subject.kind !== 'station') return undefined
    if (this.#trust.revocations.some((revocation) => revocation.keyId === keyId)) return undefined
    return { station: found.subject.station, key: certificateKey(found) }
  }

  /** Says of each announced packet: wanted, already received (with its receipt), or refused by code. */
  announce(announce: Announce): Answer {
    const items = announce.items.map((item): AnswerItem => {
      const { id, sha256: hash, attempt } = item
      try {
        const receipt = this.#received(item)
        if (receipt) return { id, sha256: hash, attempt, verdict: 'received', receipt: packReceipt(receipt) }
        this.#admit(announce.station, item)
        return { id, sha256: hash, attempt, verdict: 'wanted' }
      } catch (error) {
        if (!isFault(error)) throw error
        return { id, sha256: hash, attempt, verdict: 'refused', code: error.code }
      }
    })
    return { format: 'rekam-answer', version: 1, site: this.code, items }
  }

  /**
   * Takes a whole packet: hash and signature checked, inner compared with outer, stored durably, and only then a receipt. A repeat
   * answers the receipt that was given first. Faults PACKET-HASH, PACKET-CONFLICT, PACKET-INNER-OUTER, TRUST-STAMP for another packet
   * than the expected one, those of Trust.verify and of openPacket; DISK-* when this site cannot keep it.
   */
  async take(
    bytes: Uint8Array,
    signature: string,
    attempt: number,
    expected: Expected,
  ): Promise<StoredReceipt> {
    const hash = hex(sha256(bytes))
    if (hash !== expected.sha256) throw new Fault('PACKET-HASH')
    const stamp = wholeStamp(checkPacket({ blake2b: blake2b512(bytes), signature }, this.#trust))
    holdAgainst(stamp, { id: expected.id, station: expected.station })
    const known = this.registry.find(stamp.id, hash, attempt)
    if (known?.serial) return this.registry.receipt(known.serial)!
    if (this.registry.conflicts(stamp.id, hash)) throw new Fault('PACKET-CONFLICT', { id: stamp.id })
    const { identity } = this.#options
    if (identity !== undefined) compareInnerOuter(openPacket(bytes, [identity]).manifest, stamp)
    const path = this.packetPath(stamp.id, hash)
    await replaceDurably(path, bytes)
    await replaceDurably(`${path}.minisig`, utf8(signature))
    const { station, epoch, seq, id } = stamp
    const entry = { packet: id, sha256: hash, attempt, bytes: bytes.length, station, epoch, seq, signature }
    return this.registry.receive(entry, (serial) => this.#receipt(entry, serial))
  }

  /** Signs as this site: answer bags. */
  get signing(): SigningKey {
    return this.#options.signing
  }

  get certificate(): Signed {
    return this.#options.certificate
  }

  now(): Date {
    return this.#options.now()
  }

  packetPath(id: string, hash: string): string {
    return join(this.dir, 'packets', `${id}.${hash.slice(0, 16)}.rkp`)
  }

  close(): void {
    this.registry.close()
  }

  #known(): Signed[] {
    const kept = this.registry.certificates()
    return [
      this.#options.certificate,
      ...kept.map(({ bytes, signature }) => ({ bytes: utf8(bytes), signature })),
    ]
  }

  #judge(): Trust {
    const known = this.#known()
    this.#judged = known.length
    return trustFrom(this.#options.root, known)
  }

  #received(item: AnnounceItem): StoredReceipt | undefined {
    const entry = this.registry.find(item.id, item.sha256, item.attempt)
    return entry?.serial ? this.registry.receipt(entry.serial) : undefined
  }

  /** Who sealed it is judged now, the bytes when they are here. A station speaks of its own packets alone. */
  #admit(station: string, item: AnnounceItem): void {
    const { epoch, seq, ...stamp } = announcedStamp(item.signature, this.#trust)
    holdAgainst(stamp, { id: item.id, station })
    if (item.bytes > SEALED_LIMIT) throw new Fault('PACKET-TOO-LARGE')
    if (item.bytes === 0) throw new Fault('PACKET-EMPTY')
    if (this.registry.conflicts(item.id, item.sha256)) throw new Fault('PACKET-CONFLICT')
    const { id: packet, sha256: hash, attempt, bytes, signature } = item
    this.registry.announce({ packet, sha256: hash, attempt, bytes, station, epoch, seq, signature })
  }

  #receipt(entry: Omit<Entry, 'state' | 'serial'>, serial: number): { bytes: string; signature: string } {
    const signed = signReceipt(
      {
        serial,
        site: this.code,
        packet: entry.packet,
        sha256: entry.sha256,
        attempt: entry.attempt,
        grade: 'central',
        verdict: 'RECEIVED_AT_CENTRAL',
        at: this.now().toISOString(),
      },
      this.#options.signing,
    )
    return { bytes: text(signed.bytes), signature: signed.signature }
  }
}

/** A receipt as answers carry it. */
export function packReceipt({ bytes, signature }: StoredReceipt): ReturnType<typeof packSigned> {
  return packSigned({ bytes: utf8(bytes), signature })
}
