import { Fault } from '../../lib/fault.ts'

/** One file inside a packet. */
export interface PacketMember {
  readonly name: string
  /** Media type, such as image/jpeg. */
  readonly media: string
  readonly data: Uint8Array
  /** Lower hex, where it is known already; every reader checks it. */
  readonly sha256?: string
}

export const MANIFEST = 'manifest.json'

/**
 * Every member that a packet may have, in the order in which it must have them (FORMATS.md, 'Packet'): the manifest, what is said
 * about the person, captures, documents, capture metadata, the record's audit. Names hold no personal data.
 */
const ORDER: readonly RegExp[] = [
  /^manifest\.json$/,
  /^canary\.json$/,
  /^amendment\.json$/,
  /^biodata\.json$/,
  /^photo\.jpg$/,
  /^photo-original\.(?:jpg|png)$/,
  /^photo-[a-z0-9-]+\.[a-z0-9]{2,5}$/,
  /^signature\.png$/,
  /^signature\.json$/,
  /^finger-[a-z0-9-]+\.[a-z0-9]{2,5}$/,
  /^iris-[a-z0-9-]+\.[a-z0-9]{2,5}$/,
  /^document-[a-z0-9-]+\.[a-z0-9]{2,5}$/,
  /^capture\.json$/,
  /^audit\.ndjson$/,
]

const NAME = /^[a-z0-9.-]{1,60}$/

/** The place of a member's name in the order, or -1 for a name that no packet has. */
export function rankOf(name: string): number {
  return NAME.test(name) ? ORDER.findIndex((pattern) => pattern.test(name)) : -1
}

/** Before (negative) or after (positive): by rank, then by name. */
export function compareNames(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : Number(a > b))
}

/** The reason why the names are not those of a packet in order, or undefined. The manifest itself is not among them. */
export function misorder(names: readonly string[]): string | undefined {
  for (const [i, name] of names.entries()) {
    if (rankOf(name) < 1) return 'member name'
    const before = names[i - 1]
    if (before !== undefined && compareNames(before, name) >= 0) return 'member order'
  }
  return undefined
}

/** The members in their order; Fault FORMAT-INVALID for a name that no packet has, or one given twice. */
export function inOrder(members: readonly PacketMember[]): PacketMember[] {
  const sorted = members.toSorted((a, b) => compareNames(a.name, b.name))
  const why = misorder(sorted.map(({ name }) => name))
  if (why !== undefined) throw new Fault('FORMAT-INVALID', { format: 'rekam-packet', why })
  return sorted
}
