import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CentralStatus } from '../contract/status.ts'
import { checkPacket, compareInnerOuter } from '../formats/packet/packet.ts'
import { allows, certificateKey, certificateKeyId } from '../formats/trust/certificate.ts'
import type { Signed } from '../formats/trust/comment.ts'
import { holdAgainst, type Trust, trustFrom } from '../formats/trust/trust.ts'
import { packSigned } from '../formats/wire/wire.ts'
import { text, utf8 } from '../lib/bytes.ts'
import { Fault } from '../lib/fault.ts'
import type { PublicKey, SigningKey } from '../lib/minisign.ts'
import { replaceDurably } from '../lib/write-durably.ts'
import { type WholeStamp, wholeStamp } from './admit.ts'
import { Cases } from './cases.ts'
import { type Give, giver } from './give.ts'
import { signedByAuthority } from './learned.ts'
import { learnMatcher, type Matcher, matcherOf, nextTerm, putMatcher } from './matcher.ts'
import { examined, type Examined, type ExamineJob } from './examine.ts'
import type { Inside } from './penunggalan/inside.ts'
import { nextThread } from './stage-threads.ts'
import type { NewEntry } from './registry/entries.ts'
import { Landing } from './landing.ts'
import { REGISTRY_FILE } from './registry-place.ts'
import { Registry } from './registry/registry.ts'
import type { StoredReceipt } from './registry/reports.ts'
import { SCHEMA } from './registry/schema.ts'
import { SqliteSql } from './store/sqlite.ts'
import type { Sql } from './store/sql.ts'
import type { PrintPeer } from './printing/peer.ts'
import { type Refusing, type Switches, switchesOff } from './switches.ts'

export { type Refusing } from './switches.ts'

export interface SiteOptions {
  /** mmu, batam, or a collecting post's code such as pos-5272. */
  readonly code: string
  readonly dir: string
  readonly root: PublicKey
  readonly signing: SigningKey
  /** The site's own certificate, so that its receipts can be judged by whoever holds the root. */
  readonly certificate: Signed
  /** age identity of the data centre; without it the site compares nothing inside a packet, and does no penunggalan. */
  readonly identity?: string
  readonly now: () => Date
  readonly refusing?: Refusing
  /** The registry's database; SQLite in the folder unless told. */
  readonly sql?: Sql
  /** A Dinas' collecting post: it holds packets and gives receipts of grade post, no more. */
  readonly grade?: 'central' | 'post'
  /** The site that this one replicates with. Without one it decides alone. */
  readonly peer?: string
  /** How long a packet waits for penunggalan; the real centre's time cannot be foretold. */
  readonly matchAfterMs?: number
}

/** A station that may send, or the other site. */
export interface Requester {
  readonly kind: 'station' | 'site'
  /** Station code, or site code. */
  readonly name: string
  readonly key: PublicKey
}

/** A packet that is judged and stored; `inside` where this site may look. */
export interface Kept {
  readonly entry: NewEntry
  readonly inside: Inside | undefined
}

/** What a packet was announced as. */
export interface Expected {
  readonly id: string
  readonly sha256: string
  readonly station: string
}

/** A packet that lies whole and flushed in a file on the site's own volume, which becomes the stored one. */
export interface Arrived {
  readonly flushed: string
  /** What it is by its bytes, where somebody is reading it already. */
  readonly examined?: Promise<Examined> | undefined
}

const MATCH_AFTER_MS = 60_000

/** One site of the data centre: judges packets, keeps them durably, and answers with signed receipts. */
export class Site {
  readonly code: string
  readonly dir: string
  readonly registry: Registry
  readonly switches: Switches
  readonly cases: Cases
  /** How the other site is asked for a print right that it owns. */
  printPeer: PrintPeer | undefined
  readonly #options: SiteOptions
  readonly #give: Give
  readonly #landing = new Landing(this)
  readonly #ending = new AbortController()
  #trust: Trust
  /** How many certificates of the registry `#trust` was made of; none ever goes. */
  #judged = 0

  private constructor(options: SiteOptions, registry: Registry) {
    this.#options = options
    this.code = options.code
    this.dir = options.dir
    this.switches = { ...switchesOff(), refusing: options.refusing ?? 'none' }
    this.registry = registry
    this.#give = giver(options.code, options.signing, () => this.now())
    this.cases = new Cases(this.#give)
    this.#trust = trustFrom(options.root, [options.certificate])
  }

  static async open(options: SiteOptions): Promise<Site> {
    mkdirSync(join(options.dir, 'packets'), { recursive: true })
    mkdirSync(join(options.dir, 'incoming'), { recursive: true })
    const sql = options.sql ?? new SqliteSql(join(options.dir, REGISTRY_FILE), SCHEMA)
    const site = new Site(options, new Registry(sql, options.code))
    await site.refreshTrust()
    return site
  }

  /** The root that this site was set up with. */
  get root(): PublicKey {
    return this.#options.root
  }

  get trust(): Trust {
    return this.#trust
  }

  get refusing(): Refusing {
    return this.switches.refusing
  }

  set refusing(how: Refusing) {
    this.switches.refusing = how
  }

  get grade(): 'central' | 'post' {
    return this.#options.grade ?? 'central'
  }

  get peer(): string | undefined {
    return this.#options.peer
  }

  /** Learns certificates; what the root did not sign stays without effect and is not kept. */
  async learn(certificates: readonly Signed[]): Promise<void> {
    const others = certificates.filter(({ signature }) => signature !== this.#options.certificate.signature)
    const good = signedByAuthority(this.#trust, await this.registry.unknownOf(others))
    if (good.length > 0) {
      await this.registry.keepCertificates(
        good.map(({ bytes, signature }) => ({ bytes: text(bytes), signature })),
      )
    }
    await this.refreshTrust()
  }

  /** Judges anew by all that the registry knows, where that has become more: another process of this site (an intake, a second receiver) may have learnt. */
  async refreshTrust(): Promise<void> {
    if ((await this.registry.certificateCount()) === this.#judged) return
    const known = await this.#known()
    this.#judged = known.length - 1
    this.#trust = trustFrom(this.#options.root, known)
  }

  /** Who signs requests with this key, or undefined for a stranger's and a revoked one. */
  requester(keyId: string): Requester | undefined {
    const found = this.#trust.accepted.find(
      (certificate) => certificateKeyId(certificate) === keyId && allows(certificate, 'http'),
    )
    if (!found || this.#trust.revocations.some((revocation) => revocation.keyId === keyId)) return undefined
    const key = certificateKey(found)
    if (found.subject.kind === 'station') return { kind: 'station', name: found.subject.station, key }
    return found.subject.kind === 'site' ? { kind: 'site', name: found.subject.site, key } : undefined
  }

  /**
   * Takes a whole packet: hash and signature checked, inner compared with outer, stored durably, and only then a receipt. A repeat
   * answers the receipt that was given first. Faults PACKET-HASH, PACKET-CONFLICT, PACKET-INNER-OUTER, TRUST-STAMP for another packet
   * than the expected one, those of Trust.verify and of openPacket; DISK-* when this site cannot keep it.
   */
  async take(
    arrived: Uint8Array | Arrived,
    signature: string,
    attempt: number,
    expected: Expected,
  ): Promise<StoredReceipt> {
    const { entry, inside, known } = await this.#weighed(arrived, signature, attempt, expected)
    if (known) return known
    if (!(arrived instanceof Uint8Array))
      return this.#landing.land({ entry, inside, flushed: arrived.flushed })
    await this.#store(entry, arrived)
    return (await this.receive([{ entry, inside }]))[0]!
  }

  /** Gives receipts for packets that were judged and lie durably in the store: all of them with one flush of the registry. */
  receive(list: readonly Kept[]): Promise<StoredReceipt[]> {
    const at = this.now().toISOString()
    const waitMs = this.#options.matchAfterMs ?? MATCH_AFTER_MS
    return this.registry.receive(list, async (tx, { entry, inside }) => {
      const { packet, sha256: hash, attempt, station } = entry
      const receipt = await this.#give(tx, {
        packet,
        sha256: hash,
        attempt,
        station,
        grade: this.grade,
        verdict: 'RECEIVED_AT_CENTRAL',
        at,
        term: 0,
      })
      if (inside) await this.cases.received(tx, entry, inside, at, waitMs)
      return receipt
    })
  }

  /** Who sealed a packet, from its prehash and signature. Faults of Trust.verify, TRUST-STAMP for another packet than the expected one. */
  judge(
    blake2b: Uint8Array,
    signature: string,
    { id, station }: { readonly id: string; readonly station?: string | undefined },
  ): WholeStamp {
    const stamp = wholeStamp(checkPacket({ blake2b, signature }, this.#trust))
    holdAgainst(stamp, { id, ...(station === undefined ? {} : { station }) })
    return stamp
  }

  /** The receipt that stands for a packet already. Fault PACKET-CONFLICT when another one has its id. */
  async standing(id: string, hash: string, attempt: number): Promise<StoredReceipt | undefined> {
    const before = await this.registry.find(id, hash, attempt)
    const known = before?.serial ? await this.registry.receipt(before.serial) : undefined
    if (!known && (await this.registry.conflicts(id, hash))) throw new Fault('PACKET-CONFLICT', { id })
    return known
  }

  /**
   * Judges a packet, and keeps nothing yet. `known` is a receipt of this site that stands already. Faults as `take`, but for DISK-* of
   * keeping it.
   */
  async #weighed(arrived: Uint8Array | Arrived, signature: string, attempt: number, expected: Expected) {
    const { sha256: hash, bytes, blake2b, inside, refused } = await this.#examined(arrived)
    if (hash !== expected.sha256) throw new Fault('PACKET-HASH')
    const stamp = this.judge(blake2b, signature, expected)
    const { station, epoch, seq, id } = stamp
    const entry = { packet: id, sha256: hash, attempt, bytes, station, epoch, seq, signature }
    const known = await this.standing(id, hash, attempt)
    if (known) return { entry, known, inside }
    if (refused !== undefined) throw new Fault(refused)
    if (inside) compareInnerOuter(inside.says, stamp)
    return { entry, inside }
  }

  /** Bytes at hand are hashed here, written ones in a thread: other requests go on meanwhile. */
  async #examined(arrived: Uint8Array | Arrived): Promise<Examined> {
    if (arrived instanceof Uint8Array) return examined(arrived, this.identity)
    return arrived.examined ?? this.examine(arrived.flushed)
  }

  /** Reads a packet that lies on the site's own volume: its digests, and what is inside where this site may look. Faults FILE-*, DISK-*. */
  examine(path: string): Promise<Examined> {
    return nextThread().run<Examined>('examine', { path, identity: this.identity } satisfies ExamineJob)
  }

  /** Judges and stores a packet that the other site holds; no receipt is given. Faults as `take`. */
  async copy(bytes: Uint8Array, signature: string, attempt: number, expected: Expected): Promise<Kept> {
    const { entry, inside, known } = await this.#weighed(bytes, signature, attempt, expected)
    if (!known) await this.#store(entry, bytes)
    return { entry, inside }
  }

  /** age identity of the data centre; undefined where this site may not look inside. */
  get identity(): string | undefined {
    return this.#options.identity
  }

  async #store({ packet, sha256, signature }: NewEntry, bytes: Uint8Array): Promise<void> {
    this.needsRoom()
    const path = this.packetPath(packet, sha256)
    await replaceDurably(`${path}.minisig`, utf8(signature))
    await replaceDurably(path, bytes)
  }

  /** Fault DISK-FULL when the switch says so. */
  needsRoom(): void {
    if (this.switches.fullDisk) throw new Fault('DISK-FULL', { operation: 'write', path: 'packets' })
  }

  /** Penunggalan looks at what is due. Answers how many cases it decided; 0 where the other site does it. */
  async work(): Promise<number> {
    if (this.grade === 'post' || this.switches.refusesPenunggalan) return 0
    const now = this.now()
    const until = new Date(now.getTime() + (this.#options.matchAfterMs ?? MATCH_AFTER_MS))
    const due = { now: now.toISOString(), until: until.toISOString() }
    return this.registry.transaction(async (tx) => {
      const { site, term } = await this.#matcher(tx)
      if (site !== this.code) {
        await this.cases.lookForConflicts(tx, due)
        return 0
      }
      return this.cases.look(tx, due, term, this.switches.searchFails)
    })
  }

  /** A person's decision on a case. Faults STATUS-IMPOSSIBLE, NOT-FOUND. */
  async decide(packet: string, to: CentralStatus): Promise<void> {
    await this.registry.transaction(async (tx) => {
      const { term } = await this.#matcher(tx)
      await this.cases.step(tx, packet, { to, at: this.now().toISOString(), term })
    })
  }

  matcher(): Promise<Matcher> {
    return this.#matcher(this.registry.read)
  }

  /** The declaration that the other site is gone, or hands over: this one does penunggalan from now on, by a higher term. */
  async takeOver(): Promise<Matcher> {
    return this.registry.transaction(async (tx) => {
      const { term } = await this.#matcher(tx)
      const matcher = { site: this.code, term: nextTerm(term, this.code) }
      await putMatcher(tx, matcher)
      return matcher
    })
  }

  async learnMatcher(other: Matcher): Promise<void> {
    await this.registry.transaction(async (tx) => learnMatcher(tx, await this.#matcher(tx), other))
  }

  /** Signs as this site: answer bags. */
  get signing(): SigningKey {
    return this.#options.signing
  }

  get certificate(): Signed {
    return this.#options.certificate
  }

  /** The site's clock, as wrong as it is. */
  now(): Date {
    return new Date(this.#options.now().getTime() + this.switches.clockOffMs)
  }

  packetPath(id: string, hash: string): string {
    return join(this.dir, 'packets', `${id}.${hash.slice(0, 16)}.rkp`)
  }

  /** Aborted when the site is told to end: it asks the other site nothing more, and takes no more of a bag. */
  get ending(): AbortSignal {
    return this.#ending.signal
  }

  /** Tells whatever takes long that the site ends; what is answered already goes on. */
  end(): void {
    this.#ending.abort()
  }

  /** Fault SITE-ENDING. */
  needsToGoOn(): void {
    if (this.ending.aborted) throw new Fault('SITE-ENDING', { site: this.code })
  }

  /** Nothing may work on it any more: `listen` and `listenDesk` have closed. */
  close(): Promise<void> {
    this.end()
    return this.registry.close()
  }

  /** With a peer, MMU does it until a term says otherwise; a site alone does it itself. */
  #matcher(db: Parameters<typeof matcherOf>[0]): Promise<Matcher> {
    return matcherOf(db, this.peer === undefined ? this.code : 'mmu')
  }

  async #known(): Promise<Signed[]> {
    const kept = await this.registry.certificates()
    return [
      this.#options.certificate,
      ...kept.map(({ bytes, signature }) => ({ bytes: utf8(bytes), signature })),
    ]
  }
}

/** A receipt as answers carry it. */
export function packReceipt({
  bytes,
  signature,
}: Omit<StoredReceipt, 'serial'>): ReturnType<typeof packSigned> {
  return packSigned({ bytes: utf8(bytes), signature })
}
