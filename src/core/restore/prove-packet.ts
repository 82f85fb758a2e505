import type { Signed, Stamp } from '../../formats/trust/comment.ts'
import { type Trust, trustFrom } from '../../formats/trust/trust.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { parsePublicKey } from '../../lib/minisign.ts'

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

/** Where a packet and its signature lie in a block's bytes. */
export interface PacketPlace {
  readonly id: string
  readonly packet: Span
  readonly signature: Span
}

/** Bytes of a volume and the packets in them. */
export interface PacketBlock {
  readonly bytes: Uint8Array
  readonly packets: readonly PacketPlace[]
}

interface Span {
  readonly offset: number
  readonly bytes: number
}

export type PacketProof = Pick<ProvenPacket, 'signature' | 'stamp'>

/** Fault of a root that is none. */
export function provenBy({ root, certificates, station }: ProvenByItems): ProvenBy {
  return { trust: trustFrom(parsePublicKey(root), certificates), station }
}

/** What the packet proves by itself; undefined where its signature does not fit the bytes, the id, the station or the root. */
export function provePacket(
  bytes: Uint8Array,
  signed: Uint8Array,
  id: string,
  { trust, station }: ProvenBy,
): PacketProof | undefined {
  try {
    const signature = text(signed)
    const { stamp } = trust.verify(bytes, signature, 'packet', { id, station })
    return { signature, stamp }
  } catch (error) {
    if (isFault(error)) return undefined
    throw error
  }
}

/** As provePacket, for each packet of a block. */
export function proveBlock({ bytes, packets }: PacketBlock, by: ProvenBy): (PacketProof | undefined)[] {
  return packets.map(({ id, packet, signature }) =>
    provePacket(spanOf(bytes, packet), spanOf(bytes, signature), id, by),
  )
}

export function spanOf(bytes: Uint8Array, { offset, bytes: length }: Span): Uint8Array {
  return bytes.subarray(offset, offset + length)
}
