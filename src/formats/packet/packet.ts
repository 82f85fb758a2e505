import { decrypt, decryptWithFileKey, encrypt } from '../../lib/age.ts'
import { hex } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { packTar, readTar } from '../../lib/tar.ts'
import { decodeJson, encodeJson, unreadable } from '../json.ts'
import { keyIdText, type SignedData, signDetached, type Stamp } from '../trust/comment.ts'
import type { Trust } from '../trust/trust.ts'
import { MEMBERS, type Manifest, manifestFormat, type PacketKind } from './manifest.ts'
import { inOrder, MANIFEST, type PacketMember } from './members.ts'

/** A packet may have this many bytes, sealed or open: the SOP's captures are about 2 MB, lossless ones up to 30. */
export const PACKET_LIMIT = 128 << 20

export interface PacketInput {
  readonly id: string
  readonly station: string
  readonly epoch: string
  readonly seq: number
  readonly kind: PacketKind
  readonly supersedes?: string
  readonly amends?: string
  /** In any order; the manifest is made here. */
  readonly members: readonly PacketMember[]
  /** age recipients: the data centre and the Dinas' recovery recipient. */
  readonly recipients: readonly string[]
  readonly key: SigningKey
}

export interface SealedPacket {
  /** The `.rkp`: age over tar. */
  readonly bytes: Uint8Array
  /** The `.rkp.minisig`. */
  readonly signature: string
  /** Of `bytes`, in hexadecimal. */
  readonly sha256: string
  /** Opens this packet alone: for the proof by openWithFileKey, then to be shredded. */
  readonly fileKey: Uint8Array
  readonly manifest: Manifest
}

export interface OpenPacket {
  readonly manifest: Manifest
  readonly members: Map<string, Uint8Array>
}

/** A packet before its signature. */
export interface EncryptedPacket extends Pick<SealedPacket, 'bytes' | 'fileKey' | 'manifest'> {
  /** What was encrypted: manifest and members as tar. To be shredded. */
  readonly inner: Uint8Array
}

/** Seals a packet once and for all. Fault FORMAT-INVALID {why} when the input is none; AGE-RECIPIENT-MALFORMED. */
export function sealPacket(input: PacketInput): SealedPacket {
  const { bytes, fileKey, manifest, inner } = encryptPacket(input)
  inner.fill(0)
  return { bytes, signature: signPacket(bytes, input), sha256: hex(sha256(bytes)), fileKey, manifest }
}

/** The first half of sealPacket: for who signs while the disk is at work. */
export function encryptPacket(input: PacketInput): EncryptedPacket {
  const members = inOrder(input.members)
  const { id, station, epoch, seq, kind, supersedes, amends, recipients, key } = input
  const manifest: Manifest = {
    format: 'rekam-packet',
    version: 1,
    id,
    station,
    epoch,
    seq,
    kind,
    ...(supersedes === undefined ? {} : { supersedes }),
    ...(amends === undefined ? {} : { amends }),
    keyId: keyIdText(key.keyId),
    recipients: [...recipients],
    members: members.map(({ name, media, data, sha256: known }) => ({
      name,
      sha256: known ?? hex(sha256(data)),
      media,
    })),
  }
  const inner = packTar([{ name: MANIFEST, data: encodeJson(manifestFormat, manifest) }, ...members])
  if (inner.length > PACKET_LIMIT) {
    throw new Fault('FORMAT-INVALID', { format: 'rekam-packet', why: 'too long' })
  }
  const { sealed, fileKey } = encrypt(inner, { recipients: [...recipients] })
  return { bytes: sealed, fileKey, manifest, inner }
}

/** The second half: the `.rkp.minisig` over the sealed bytes, or over their BLAKE2b-512. */
export function signPacket(data: SignedData, input: Omit<PacketInput, 'members'>): string {
  const { station, epoch, seq, id, key } = input
  return signDetached(data, key, { purpose: 'packet', station, epoch, seq, id })
}

/**
 * Opens a packet with age identities and checks all that the manifest promises: order, every digest, no member more or less.
 * Faults AGE-* of lib/age, TAR-MALFORMED, FORMAT-UNREADABLE {format: 'rekam-packet', why}, FORMAT-NEWER.
 * @param room where the plaintext goes, and the members with it; fresh memory unless told
 */
export function openPacket(
  bytes: Uint8Array,
  identities: readonly string[],
  room?: (bytes: number) => Uint8Array<ArrayBuffer>,
): OpenPacket {
  checkSize(bytes)
  return readInner(decrypt(bytes, { identities: [...identities] }, room))
}

/** As openPacket, with the key that sealPacket gave: the proof that the written bytes open, before plaintext goes. */
export function openWithFileKey(bytes: Uint8Array, fileKey: Uint8Array): OpenPacket {
  checkSize(bytes)
  return readInner(decryptWithFileKey(bytes, fileKey))
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length > PACKET_LIMIT + (1 << 20)) throw unreadable('rekam-packet', 'too long')
}

/** What a packet holds, from its decrypted bytes; members are views of them. Faults as openPacket, but for AGE-*. */
export function readInner(inner: Uint8Array): OpenPacket {
  const [first, ...rest] = readTar(inner, { members: MEMBERS + 1, bytes: PACKET_LIMIT })
  if (first?.name !== MANIFEST) throw unreadable('rekam-packet', 'no manifest')
  const manifest = decodeJson(manifestFormat, first.data)
  if (rest.length !== manifest.members.length) throw unreadable('rekam-packet', 'members')
  for (const [i, due] of manifest.members.entries()) {
    const found = rest[i]
    if (found?.name !== due.name) throw unreadable('rekam-packet', 'members')
    if (hex(sha256(found.data)) !== due.sha256) throw unreadable('rekam-packet', 'member sha256')
  }
  return { manifest, members: new Map(rest.map(({ name, data }) => [name, data])) }
}

/** The sealed bytes, or their BLAKE2b-512 where they were streamed, and the text of the `.minisig`. */
export type OuterPacket = { readonly signature: string } & (
  | { readonly bytes: Uint8Array }
  | { readonly blake2b: Uint8Array }
)

/** Judges a sealed packet from outside, without any key that opens it. Faults of Trust.verify. */
export function checkPacket(outer: OuterPacket, trust: Trust): Stamp {
  const data = 'bytes' in outer ? outer.bytes : { blake2b: outer.blake2b }
  return trust.verify(data, outer.signature, 'packet').stamp
}

/** Fault PACKET-INNER-OUTER {field} when what is sealed differs from what the signature outside says. */
export function compareInnerOuter(
  manifest: Pick<Manifest, 'station' | 'epoch' | 'seq' | 'id'>,
  stamp: Stamp,
): void {
  const differing = (['station', 'epoch', 'seq', 'id'] as const).find(
    (field) => manifest[field] !== stamp[field],
  )
  const field = stamp.purpose === 'packet' ? differing : 'purpose'
  if (field !== undefined) throw new Fault('PACKET-INNER-OUTER', { field })
}
