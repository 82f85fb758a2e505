import type { PacketMember } from '../../../formats/packet/members.ts'
import type { PacketInput } from '../../../formats/packet/packet.ts'

/** A capture on its way into a packet: still in its box. */
export interface BoxedMember {
  readonly name: string
  readonly media: string
  readonly place: string
  readonly box: Uint8Array
  /** Of what is inside, lower hex, as it was saved. */
  readonly sha256: string
}

/** Everything that the sealing thread needs; plain data. */
export interface SealJob {
  readonly packet: Omit<PacketInput, 'members'>
  /** Texts made by the core: biodata, capture record, audit. */
  readonly plain: readonly PacketMember[]
  readonly boxed: readonly BoxedMember[]
  /** Opens the boxes. */
  readonly key: Uint8Array
  /** Absolute paths of the packet and its signature, and the folder that holds every month's. */
  readonly path: string
  readonly signaturePath: string
  readonly root: string
}

/** What was written, read back and proven to open. */
export interface ProvenPacket {
  readonly sha256: string
  readonly bytes: number
  /** 'cache' where the file system cannot be read past it. */
  readonly via: 'medium' | 'cache'
}
