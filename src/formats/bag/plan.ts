import { hex, utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { idOf, PACKET_SUFFIX, SIGNATURE_SUFFIX } from '../volume/order.ts'
import { encodeBundle, BUNDLE_NAME } from '../trust/bundle.ts'
import { type Signed, signDetached, type Stamp } from '../trust/comment.ts'
import { ATTEMPTS_NAME, encodeAttempts } from './attempts.ts'
import { BAG, BAGIT, type BagInfo, encodeInfo } from './info.ts'
import { ORDERS_NAME } from './orders.ts'
import { encodeManifest, type ManifestEntry } from './manifest.ts'

export const INFO_NAME = 'bag-info.txt'
export const BAGIT_NAME = 'bagit.txt'
export const MANIFEST_NAME = 'manifest-sha256.txt'
export const TAGMANIFEST_NAME = 'tagmanifest-sha256.txt'
export const SIGNATURE_NAME = 'tagmanifest-sha256.txt.minisig'
/** The delivery letter, for the person who carries the bag. */
export const LETTER_NAME = 'surat-pengantar.pdf'
export const PAYLOAD = 'data/'
/** In an answer, with its `.minisig`: the newest profile of the Dinas for the station that is answered. */
export const PROFILE_NAME = `${PAYLOAD}profile.json`

/** A file under data/ that the caller writes itself. */
export interface PayloadFile extends ManifestEntry {
  readonly bytes: number
}

export interface BagInput {
  /** Oxum and count are taken from the payload. */
  readonly info: Omit<BagInfo, 'oxum' | 'count'>
  /** Paths from the bag's folder: `data/<id>.rkp`. */
  readonly payload: readonly PayloadFile[]
  /** Required in an export. */
  readonly letter?: Uint8Array
  /** Of packets that are not at their first sending. */
  readonly attempts?: ReadonlyMap<string, number>
  /** Print orders of an export (orders.ts). */
  readonly orders?: Uint8Array | undefined
  readonly certificates: readonly Signed[]
  readonly key: SigningKey
}

/** A tag file: its name in the bag's folder and its bytes. */
export interface TagFile {
  readonly name: string
  readonly data: Uint8Array
}

/**
 * Every file of a bag but the payload, in the order in which to write them: after the payload, and the signature last, so that
 * a torn bag is never taken for a whole one. Fault FORMAT-INVALID {format: 'rekam-bag', why}.
 */
export function writeBagPlan(input: BagInput): TagFile[] {
  const { info, payload, letter, certificates, key } = input
  if (!payload.every(({ path }) => path.startsWith(PAYLOAD))) throw invalid('payload path')
  if (info.kind === 'export' && letter === undefined) throw invalid('no letter')
  const paths = payload.map(({ path }) => path)
  const why = payloadMisfit(info.kind, paths)
  if (why !== undefined) throw invalid(why)
  const bytes = payload.reduce((sum, file) => sum + file.bytes, 0)
  const whole: BagInfo = { ...info, oxum: { bytes, files: paths.length }, count: countOf(info.kind, paths) }
  const attempts = encodeAttempts(input.attempts ?? new Map())
  const tags: TagFile[] = [
    ...(letter === undefined ? [] : [{ name: LETTER_NAME, data: letter }]),
    ...(attempts === undefined ? [] : [{ name: ATTEMPTS_NAME, data: attempts }]),
    ...(input.orders === undefined ? [] : [{ name: ORDERS_NAME, data: input.orders }]),
    { name: BUNDLE_NAME, data: encodeBundle(certificates) },
    { name: INFO_NAME, data: encodeInfo(whole) },
    { name: MANIFEST_NAME, data: encodeManifest(payload) },
    { name: BAGIT_NAME, data: utf8(BAGIT) },
  ]
  const entries = tags.map(({ name, data }) => ({ path: name, sha256: hex(sha256(data)) }))
  const tagmanifest = encodeManifest(entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
  const signature = utf8(signDetached(tagmanifest, key, bagStamp(whole)))
  return [...tags, { name: TAGMANIFEST_NAME, data: tagmanifest }, { name: SIGNATURE_NAME, data: signature }]
}

/** What the signature on a bag has to say. */
export function bagStamp({ station, epoch, sequence, id }: BagInfo): Stamp {
  const own = station === undefined ? {} : { station, ...(epoch === undefined ? {} : { epoch }) }
  return { purpose: 'bag', ...own, seq: sequence, id }
}

/** Packets in an export; receipts (`<serial>.json`) in a receipt bag. */
export function countOf(kind: BagInfo['kind'], paths: readonly string[]): number {
  const isCounted = (path: string) =>
    kind !== 'receipts'
      ? idOf(path.slice(PAYLOAD.length), PACKET_SUFFIX) !== undefined
      : /^data\/[1-9]\d{0,15}\.json$/.test(path)
  return paths.filter(isCounted).length
}

/** What carries packets holds packets with their signatures and nothing else. */
export function payloadMisfit(kind: BagInfo['kind'], paths: readonly string[]): string | undefined {
  if (kind === 'receipts') return undefined
  const all = new Set(paths)
  const fits = (path: string) => {
    const name = path.slice(PAYLOAD.length)
    const packet = idOf(name, PACKET_SUFFIX)
    const signed = idOf(name, SIGNATURE_SUFFIX)
    if (packet !== undefined) return all.has(`${PAYLOAD}${packet}${SIGNATURE_SUFFIX}`)
    return signed !== undefined && all.has(`${PAYLOAD}${signed}${PACKET_SUFFIX}`)
  }
  return paths.every(fits) ? undefined : 'payload of an export'
}

function invalid(why: string): Fault {
  return new Fault('FORMAT-INVALID', { format: BAG, why })
}
