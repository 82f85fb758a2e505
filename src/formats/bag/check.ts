import { hex, text } from '../../lib/bytes.ts'
import { Crew } from '../../lib/crew.ts'
import { Fault, isFault } from '../../lib/fault.ts'
import { sha256 as hash } from '../../lib/hash.ts'
import { foldName } from '../../lib/tar-name.ts'
import { BUNDLE_NAME, bundleFormat, decodeBundle } from '../trust/bundle.ts'
import type { Signed } from '../trust/comment.ts'
import type { Trust, Verified } from '../trust/trust.ts'
import { ATTEMPTS_NAME, attemptsFormat, decodeAttempts } from './attempts.ts'
import { BAGIT, type BagInfo, decodeInfo } from './info.ts'
import { carriedOrdersFormat, ORDERS_NAME } from './orders.ts'
import { decodeManifest, isBagPath, type ManifestEntry } from './manifest.ts'
import {
  BAGIT_NAME,
  bagStamp,
  countOf,
  INFO_NAME,
  LETTER_NAME,
  MANIFEST_NAME,
  PAYLOAD,
  type PayloadFile,
  payloadMisfit,
  SIGNATURE_NAME,
  TAGMANIFEST_NAME,
} from './plan.ts'
import { digestOf, type Listed, listBag, readSmall } from './walk.ts'

export type BagProblemCode =
  | 'BAG-FETCH'
  | 'BAG-LINK'
  | 'BAG-NAME'
  | 'BAG-CASE'
  | 'BAG-TAG'
  | 'BAG-SIGNATURE'
  | 'BAG-INFO'
  | 'BAG-OXUM'
  | 'BAG-COUNT'
  | 'BAG-MISSING'
  | 'BAG-DAMAGED'
  | 'BAG-UNLISTED'

/** What is wrong; `path` where one file is. `why` is a code or a word, never content. */
export interface BagProblem {
  readonly code: BagProblemCode
  readonly path?: string
  readonly why?: string
}

export interface CheckedBag {
  readonly info: BagInfo | null
  /** Files of the manifest that are there and undamaged. */
  readonly payload: readonly PayloadFile[]
  /** Who signed; null where no trust was given or the signature is refused: 'undamaged, origin unproven'. */
  readonly signer: Verified | null
  readonly stamp: Verified['stamp'] | null
  /** Which sending a packet is, where it is not the first. */
  readonly attempts: ReadonlyMap<string, number>
  /** Print orders of an export, undecoded; null for none. */
  readonly orders: Uint8Array | null
  readonly problems: readonly BagProblem[]
}

/** What a file of the payload is, or why it cannot be read. */
export type PayloadRead = { readonly sha256: string; readonly bytes: number } | { readonly why: string }

/** Reads one file of the payload whole. Several are read at once; what it throws ends the check. */
export type PayloadReader = (file: PayloadFile) => Promise<PayloadRead>

/** What is known of a bag when its payload is about to be read, and nothing was found wrong. */
export interface Begun {
  readonly info: BagInfo
  readonly attempts: ReadonlyMap<string, number>
  /** Files of the manifest that are there; sizes as listed. */
  readonly payload: readonly PayloadFile[]
}

export interface CheckOptions {
  /**
   * Whoever has other use for the payload's bytes brings a reader, so that nobody reads them twice. It is asked for only where nothing is
   * wrong so far and the signer is known; what it did counts for nothing before the whole check has ended well.
   */
  readonly reading?: (begun: Begun) => Promise<PayloadReader>
}

/** Files read at once, and what they may hold in memory together. */
const READERS = { tasks: 8, bytes: 96 << 20 }
const MANIFEST_LIMIT = 64 << 20
const LETTER_LIMIT = 64 << 20
const SMALL = 64 << 10
const TAGS = 20

/** The certificates that a bag carries, each unjudged: for trustFrom. Faults of the file system, FORMAT-UNREADABLE. */
export async function readBagCertificates(folder: string): Promise<Signed[]> {
  return decodeBundle(await readSmall(folder, BUNDLE_NAME, bundleFormat.limit))
}

/**
 * Judges every file of a bag, writing nothing, following no link, fetching nothing (RFC 8493, strict). All problems are named, and what is
 * undamaged is given: a single rotten packet does not send a courier back. Throws only for a folder that cannot be read, and
 * Fault BAG-LIMIT.
 */
export async function checkBag(
  folder: string,
  trust?: Trust,
  options: CheckOptions = {},
): Promise<CheckedBag> {
  return new Check(folder, trust, options).run()
}

/** As checkBag, but Fault {first problem's code} {problems, path, why} unless the bag is whole and, with trust, its signer known. */
export async function readBag(
  folder: string,
  trust?: Trust,
): Promise<CheckedBag & { readonly info: BagInfo }> {
  const found = await checkBag(folder, trust)
  const [first] = found.problems
  if (first !== undefined || found.info === null) {
    const { code, ...params } = first ?? { code: 'BAG-INFO' as const }
    throw new Fault(code, { problems: found.problems.length, ...params })
  }
  return { ...found, info: found.info }
}

class Check {
  readonly #folder: string
  readonly #trust: Trust | undefined
  readonly #reading: CheckOptions['reading']
  readonly #problems: BagProblem[] = []
  #files = new Map<string, Listed>()
  /** Tag files are read once: a drive that answers twice differently deceives nobody. */
  readonly #read = new Map<string, Uint8Array>()

  constructor(folder: string, trust: Trust | undefined, { reading }: CheckOptions) {
    this.#folder = folder
    this.#trust = trust
    this.#reading = reading
  }

  async run(): Promise<CheckedBag> {
    const listed = await listBag(this.#folder)
    this.#names(listed)
    this.#files = new Map(listed.filter(({ plain }) => plain).map((file) => [file.path, file]))
    const info = await this.#attempt(INFO_NAME, 'BAG-INFO', async (name) =>
      decodeInfo(await this.#text(name, SMALL)),
    )
    const signer = info === undefined ? undefined : await this.#signer(info)
    const manifest = await this.#attempt(MANIFEST_NAME, 'BAG-TAG', (name) => this.#manifest(name))
    const attempts = this.#files.has(ATTEMPTS_NAME)
      ? await this.#attempt(ATTEMPTS_NAME, 'BAG-TAG', async (name) =>
          decodeAttempts(await this.#bytes(name, attemptsFormat.limit)),
        )
      : undefined
    const orders = this.#files.has(ORDERS_NAME)
      ? await this.#attempt(ORDERS_NAME, 'BAG-TAG', (name) => this.#bytes(name, carriedOrdersFormat.limit))
      : undefined
    await this.#tags()
    const sound = info !== undefined && signer !== undefined && this.#problems.length === 0
    const begun = sound ? { info, attempts: attempts ?? new Map<string, number>() } : undefined
    const payload = await this.#payload(manifest ?? [], begun)
    this.#totals(info, manifest ?? [])
    const stamp = signer?.stamp ?? null
    return {
      info: info ?? null,
      payload,
      signer: signer ?? null,
      stamp,
      attempts: attempts ?? new Map(),
      orders: orders ?? null,
      problems: this.#problems,
    }
  }

  #names(listed: readonly Listed[]): void {
    const folded = new Set<string>()
    for (const { path, plain } of listed) {
      if (path.toLowerCase() === 'fetch.txt') this.#add('BAG-FETCH')
      if (!plain) this.#add('BAG-LINK', path)
      if (!isBagPath(path)) this.#add('BAG-NAME', path)
      if (folded.has(foldName(path))) this.#add('BAG-CASE', path)
      folded.add(foldName(path))
    }
  }

  /** bagit.txt to the byte, and every tag file as the tag manifest has it. */
  async #tags(): Promise<void> {
    const bagit = await this.#attempt(BAGIT_NAME, 'BAG-TAG', (name) => this.#text(name, SMALL))
    if (bagit !== undefined && bagit.replaceAll('\r\n', '\n') !== BAGIT)
      this.#add('BAG-TAG', BAGIT_NAME, 'version')
    const entries = await this.#attempt(TAGMANIFEST_NAME, 'BAG-TAG', (name) => this.#manifest(name))
    if (entries === undefined) return
    if (entries.length > TAGS) this.#add('BAG-TAG', TAGMANIFEST_NAME, 'files')
    const named = new Set(entries.map(({ path }) => path))
    const free = new Set<string>([TAGMANIFEST_NAME, SIGNATURE_NAME])
    const due = [BAGIT_NAME, INFO_NAME, MANIFEST_NAME, BUNDLE_NAME]
    for (const name of due) if (!named.has(name)) this.#add('BAG-TAG', name, 'unlisted')
    for (const path of this.#files.keys()) {
      if (!path.startsWith(PAYLOAD) && !named.has(path) && !free.has(path)) this.#add('BAG-UNLISTED', path)
    }
    for (const { path, sha256 } of entries.slice(0, TAGS)) {
      if (path.startsWith(PAYLOAD) || free.has(path)) this.#add('BAG-TAG', path, 'listed')
      else if (this.#files.has(path)) await this.#compare(path, sha256, LETTER_LIMIT)
      else this.#add('BAG-MISSING', path)
    }
  }

  async #signer(info: BagInfo): Promise<Verified | undefined> {
    if (!this.#files.has(SIGNATURE_NAME)) {
      this.#add('BAG-SIGNATURE', SIGNATURE_NAME, 'missing')
      return undefined
    }
    const trust = this.#trust
    if (trust === undefined) return undefined
    return this.#attempt(TAGMANIFEST_NAME, 'BAG-SIGNATURE', async (name) => {
      const signature = await this.#text(SIGNATURE_NAME, SMALL)
      const bytes = await this.#bytes(name, MANIFEST_LIMIT)
      const verified = trust.verify(bytes, signature, 'bag', bagStamp(info))
      const subject = verified.certificate === 'root' ? undefined : verified.certificate.subject
      const own =
        info.kind === 'export'
          ? subject?.kind === 'station'
          : subject?.kind === 'site' && subject.site === info.site
      if (!own) throw new Fault('TRUST-STAMP', { field: 'sender' })
      return verified
    })
  }

  async #payload(
    manifest: readonly ManifestEntry[],
    begun: Omit<Begun, 'payload'> | undefined,
  ): Promise<PayloadFile[]> {
    const named = new Set(manifest.map(({ path }) => path))
    const there: PayloadFile[] = []
    for (const { path, sha256 } of manifest) {
      const listed = this.#files.get(path)
      if (!path.startsWith(PAYLOAD)) this.#add('BAG-NAME', path)
      else if (listed === undefined) this.#add('BAG-MISSING', path)
      else there.push({ path, bytes: listed.bytes, sha256 })
    }
    for (const path of this.#files.keys()) {
      if (path.startsWith(PAYLOAD) && !named.has(path)) this.#add('BAG-UNLISTED', path)
    }
    const hashing: PayloadReader = ({ path }) => readPayload(this.#folder, path)
    const read = (begun && (await this.#reading?.({ ...begun, payload: there }))) ?? hashing
    const crew = new Crew(READERS)
    const found: PayloadRead[] = []
    for (const [n, file] of there.entries()) {
      await crew.start(file.bytes, async () => {
        found[n] = await read(file)
      })
    }
    await crew.end()
    return there.flatMap(({ path, sha256 }, n) => {
      const is = found[n]!
      if ('why' in is) this.#add('BAG-DAMAGED', path, is.why)
      else if (is.sha256 === sha256) return [{ path, bytes: is.bytes, sha256 }]
      else this.#add('BAG-DAMAGED', path)
      return []
    })
  }

  #totals(info: BagInfo | undefined, manifest: readonly ManifestEntry[]): void {
    if (info === undefined) return
    const paths = manifest.map(({ path }) => path)
    const there = [...this.#files.values()].filter(({ path }) => path.startsWith(PAYLOAD))
    const bytes = there.reduce((sum, file) => sum + file.bytes, 0)
    if (info.oxum.bytes !== bytes || info.oxum.files !== there.length) this.#add('BAG-OXUM')
    if (info.count !== countOf(info.kind, paths)) this.#add('BAG-COUNT')
    const why = payloadMisfit(info.kind, paths)
    if (why !== undefined) this.#add('BAG-INFO', undefined, why)
    if (info.kind === 'export' && !this.#files.has(LETTER_NAME)) this.#add('BAG-MISSING', LETTER_NAME)
  }

  /** The size of a file that is what its manifest says; else the problem is noted. */
  async #compare(
    path: string,
    sha256: string,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<number | undefined> {
    const found = await this.#attempt(path, 'BAG-DAMAGED', async (name) => {
      if ((this.#files.get(name)?.bytes ?? 0) > limit) throw new Fault('BAG-LIMIT', { why: name })
      const read = this.#read.get(name)
      return read === undefined
        ? digestOf(this.#folder, name)
        : { sha256: hex(hash(read)), bytes: read.length }
    })
    if (found === undefined) return undefined
    if (found.sha256 === sha256) return found.bytes
    this.#add('BAG-DAMAGED', path)
    return undefined
  }

  async #manifest(name: string): Promise<ManifestEntry[]> {
    return decodeManifest(await this.#text(name, MANIFEST_LIMIT))
  }

  async #text(name: string, limit: number): Promise<string> {
    return text(await this.#bytes(name, limit))
  }

  async #bytes(name: string, limit: number): Promise<Uint8Array> {
    if (!this.#files.has(name)) throw new Fault('FILE-MISSING', { op: 'read', path: name })
    const known = this.#read.get(name)
    const bytes = known ?? (await readSmall(this.#folder, name, limit))
    this.#read.set(name, bytes)
    return bytes
  }

  /** What cannot be read or is refused becomes a problem with the fault's code; a disk that is gone ends the check. */
  async #attempt<T>(
    name: string,
    code: BagProblemCode,
    act: (name: string) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await act(name)
    } catch (e) {
      this.#add(code, name, whyUnreadable(e))
      return undefined
    }
  }

  #add(code: BagProblemCode, path?: string, why?: string): void {
    this.#problems.push(problemOf(code, path, why))
  }
}

function problemOf(code: BagProblemCode, path?: string, why?: string): BagProblem {
  const shown = path?.replaceAll(/[^\u0020-\u007e]/g, '?').slice(0, 200)
  return { code, ...(shown === undefined ? {} : { path: shown }), ...(why === undefined ? {} : { why }) }
}

/** Why a file cannot be read. A medium that is gone is no fault of the file, and ends the check. */
export function whyUnreadable(e: unknown): string {
  if (!isFault(e) || e.code === 'DISK-GONE') throw e
  return e.params['why'] === undefined ? e.code : `${e.code} ${e.params['why']}`
}

/** A file of the payload by its digest, in constant memory: how it is read where nobody has other use for its bytes. */
export async function readPayload(folder: string, path: string): Promise<PayloadRead> {
  try {
    return await digestOf(folder, path)
  } catch (e) {
    return { why: whyUnreadable(e) }
  }
}
