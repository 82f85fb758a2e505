import type { Signed, Stamp } from '../../formats/trust/comment.ts'
import { type Trust, trustFrom } from '../../formats/trust/trust.ts'
import { hex, text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import type { Vouching } from './gather.ts'

/** A packet that proved itself by its own signature under the root, wherever it lay. */
export interface ProvenPacket {
  readonly id: string
  readonly bytes: Uint8Array
  readonly signature: string
  /** Of the bytes, lower hex. */
  readonly sha256: string
  readonly stamp: Stamp
}

/** By whom packets have to be signed. */
export interface ProvenBy {
  readonly trust: Trust
  readonly station: string
}

/** The same as plain data, for a thread. */
export interface ProvenByItems {
  /** Public root, as in a `.pub` file. */
  readonly root: string
  readonly certificates: readonly Signed[]
  readonly station: string
}

/** Bytes of a volume: where its members lie in them, and which of these are packets with their signatures. */
export interface PacketBlock {
  readonly bytes: Uint8Array
  readonly members: readonly Member[]
  readonly packets: readonly PacketPlace[]
  /** Who signed what `due` says; null where nobody did. */
  readonly vouching: Vouching | null
}

export interface Member extends Span {
  /** SHA-256 that the index names, lower hex. */
  readonly due: string
}

export interface PacketPlace {
  readonly id: string
  /** Numbers of members. */
  readonly packet: number
  readonly signature: number
}

/** What was found in a block. */
export interface ProvenBlock {
  /** Of each member, lower hex. */
  readonly digests: readonly string[]
  /** Of each packet; undefined where it does not prove itself. */
  readonly proofs: readonly (PacketProof | undefined)[]
}

export interface Span {
  readonly offset: number
  readonly bytes: number
}

export type PacketProof = Pick<ProvenPacket, 'signature' | 'stamp'>

/** Fault of a root that is none. */
export function provenBy({ root, certificates, station }: ProvenByItems): ProvenBy {
  return { trust: trustFrom(parsePublicKey(root), certificates), station }
}

/**
 * What the packet proves by itself; undefined where its signature does not fit the bytes, the id, the station or the root.
 * @param vouching who signed for these very bytes and this signature by digest: where the packet is of the same key, what its stamp says is judged
 * alone, and that its signature is whole where that was not held to the key before
 */
export function provePacket(
  bytes: Uint8Array,
  signed: Uint8Array,
  id: string,
  { trust, station }: ProvenBy,
  vouching: Vouching | null = null,
): PacketProof | undefined {
  try {
    const signature = text(signed)
    if (vouching) {
      const expect = { id, station }
      const { keyId, stamp } = vouching.signed
        ? trust.readStamp(signature, 'packet', expect)
        : trust.verifyStamp(signature, 'packet', expect)
      if (keyId === vouching.keyId && stamp.epoch === vouching.epoch) return { signature, stamp }
    }
    const { stamp } = trust.verify(bytes, signature, 'packet', { id, station })
    return { signature, stamp }
  } catch (error) {
    if (isFault(error)) return undefined
    throw error
  }
}

/** Digests of a block's members, and what its packets prove by themselves. */
export function proveBlock({ bytes, members, packets, vouching }: PacketBlock, by: ProvenBy): ProvenBlock {
  const parts = members.map((member) => spanOf(bytes, member))
  const digests = parts.map((part) => hex(sha256(part)))
  const isDue = (n: number) => digests[n] === members[n]?.due
  return {
    digests,
    proofs: packets.map(({ id, packet, signature }) => {
      const [data, signed] = [parts[packet], parts[signature]]
      const vouched = isDue(packet) && isDue(signature) ? vouching : null
      return data && signed && provePacket(data, signed, id, by, vouched)
    }),
  }
}

export function spanOf(bytes: Uint8Array, { offset, bytes: length }: Span): Uint8Array {
  return bytes.subarray(offset, offset + length)
}
