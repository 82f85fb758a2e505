import type { VolumeIndex, VolumeMember } from '../../formats/volume/index-file.ts'
import { idOf, PACKET_SUFFIX } from '../../formats/volume/order.ts'
import { readExactly } from '../../formats/volume/read.ts'
import { salvageVolume } from '../../formats/volume/salvage.ts'
import { verifySalvaged } from '../../formats/volume/salvage-verify.ts'
import { hex } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import type { DiskIo, OpenFile } from '../backup/index.ts'
import type { BlockMemory } from './block-memory.ts'
import type { SourceVolume } from './gather.ts'
import { ProofLine } from './proof-line.ts'
import {
  type PacketPlace,
  type ProvenBlock,
  type ProvenBy,
  type ProvenPacket,
  provePacket,
  spanOf,
} from './prove-packet.ts'
import type { Prover } from './prover.ts'
import { type Group, groupsOf, isReadError, PACKET_LIMIT, readBlocks, readPieces } from './read-blocks.ts'
import { VolumeCheck } from './volume-check.ts'
import { findIndex, type KnownIndex, openVolume, type VolumeFile } from './volume-index.ts'

/** What the reading of volumes goes by and with. */
export interface Reading {
  readonly by: ProvenBy
  readonly prover: Prover
  readonly memory: BlockMemory
  /** Whether a packet was found before, wherever that was. */
  readonly isKnown: (packet: NamedPacket) => boolean
}

export interface ReadVolume {
  /** Exactly what its commit says. */
  readonly sound: boolean
  readonly why: string
  /** The medium did not answer somewhere: what is left is read last, packet by packet. */
  readonly left?: boolean
  /** Of one that is not sound: packets that its index names, where a commit says which that is. */
  readonly named: readonly NamedPacket[]
  /** Nothing but its index was read. */
  readonly passed?: boolean
}

export interface NamedPacket {
  readonly id: string
  readonly sha256: string
}

type Verdict = Omit<ReadVolume, 'named' | 'passed'>

interface ByIndex extends Verdict {
  /** Packets that the index names and that do not verify where it says. */
  readonly unproven: string[]
}

/** '' where a packet's name holds none; undefined where the group is no packet. */
function packetId([first]: Group): string | undefined {
  return first?.kind === 'packet' ? (idOf(first.name, PACKET_SUFFIX) ?? '') : undefined
}

/** The packets of a block that have their signatures. */
function placesOf(groups: readonly Group[]): PacketPlace[] {
  let next = 0
  return groups.flatMap((group) => {
    const first = next
    next += group.length
    return group.length === 2 ? [{ id: packetId(group) ?? '', packet: first, signature: first + 1 }] : []
  })
}

async function byIndex(
  file: VolumeFile,
  { index, isProven }: KnownIndex,
  { meta, vouching }: SourceVolume,
  { prover, memory }: Reading,
  take: (packet: ProvenPacket) => Promise<void>,
): Promise<ByIndex> {
  const check = new VolumeCheck(meta)
  const unproven: string[] = []
  const line = new ProofLine<ProvenBlock>()
  for await (const { groups, from, bytes, why, done } of readBlocks(file, groupsOf(index.members), memory)) {
    if (why === 'too long') {
      check.fail(why)
      unproven.push(...groups.flatMap((group) => packetId(group) ?? []))
      continue
    }
    const members = groups.flat()
    const [first] = members
    if (why === 'in pieces' && first) {
      await line.end()
      if (await checkPieces(check, readPieces(file, from, first, memory), first)) continue
      return { sound: false, why: 'unreadable', left: true, unproven }
    }
    const spans = members.map((member) => ({
      offset: member.offset - from,
      bytes: member.bytes,
      due: member.sha256,
    }))
    const packets = placesOf(groups)
    await line.add({
      bytes: bytes.length,
      found: prover.prove({ bytes, members: spans, packets, vouching: isProven ? vouching : null }),
      done,
      async use({ digests, proofs }) {
        check.piece(from, bytes, members, digests)
        for (const [n, { id, packet }] of packets.entries()) {
          const proof = proofs[n]
          if (proof)
            await take({ id, bytes: spanOf(bytes, spans[packet]!), sha256: digests[packet]!, ...proof })
          else unproven.push(id)
        }
      },
    })
    if (why === '') continue
    await line.end()
    return { sound: false, why, left: true, unproven }
  }
  await line.end()
  const why = check.verdict(file.whole)
  return { sound: why === '', why, unproven }
}

/** Answers whether it could be read. */
async function checkPieces(
  check: VolumeCheck,
  pieces: AsyncIterable<Uint8Array>,
  member: VolumeMember,
): Promise<boolean> {
  try {
    await check.pieces(pieces, member)
    return true
  } catch (error) {
    if (!isFault(error) && !isReadError(error)) throw error
    return false
  }
}

function provenOf(bytes: Uint8Array, signed: Uint8Array, id: string, by: ProvenBy): ProvenPacket | undefined {
  const proof = provePacket(bytes, signed, id, by)
  return proof && { id, bytes, sha256: hex(sha256(bytes)), ...proof }
}

async function bySalvage(
  file: OpenFile,
  by: ProvenBy,
  take: (packet: ProvenPacket) => Promise<void>,
): Promise<void> {
  const done = new Set<string>()
  for await (const found of salvageVolume(file.read, file.size)) {
    if (done.has(found.id)) continue
    const proven = await verifySalvaged(file.read, found, by.trust)
    if (!proven || proven.stamp.station !== by.station) continue
    done.add(found.id)
    const { bytes, signature, stamp } = proven
    await take({ id: found.id, bytes, signature, sha256: hex(sha256(bytes)), stamp })
  }
}

/**
 * Gives every packet of a volume that verifies alone, whether or not the volume is what its commit says; where the index is lost or
 * a packet in it does not verify, the blocks are searched. Answers whether the whole volume is sound. One that a commit speaks for
 * and that names nothing but what is known is passed over: it counts as sound.
 */
export async function readPackets(
  io: DiskIo,
  volume: SourceVolume,
  reading: Reading,
  take: (packet: ProvenPacket) => Promise<void>,
): Promise<ReadVolume> {
  let file: VolumeFile
  try {
    file = await openVolume(io, volume)
  } catch (error) {
    if (isFault(error) && error.code !== 'DISK-GONE')
      return { sound: false, why: error.message, left: error.code === 'DISK-IO', named: [] }
    throw error
  }
  try {
    const known = await findIndex(file, volume.meta)
    if (known && volume.meta && namesOnly(known.index, reading.isKnown))
      return { sound: true, why: '', named: [], passed: true }
    const verdict = await readOpen(file, known, volume, reading, take)
    const isHurt = !verdict.sound && known && volume.meta
    return { ...verdict, named: isHurt ? [...namedBy(known.index)] : [] }
  } finally {
    await file.close()
  }
}

function* namedBy({ members }: VolumeIndex): Generator<NamedPacket> {
  for (const { name, sha256: digest } of members) {
    const id = idOf(name, PACKET_SUFFIX)
    if (id !== undefined) yield { id, sha256: digest }
  }
}

/** Whether it names packets, and none that is not known. */
function namesOnly(index: VolumeIndex, isKnown: (packet: NamedPacket) => boolean): boolean {
  let names = false
  for (const packet of namedBy(index)) {
    if (!isKnown(packet)) return false
    names = true
  }
  return names
}

async function readOpen(
  file: VolumeFile,
  known: KnownIndex | undefined,
  volume: SourceVolume,
  reading: Reading,
  take: (packet: ProvenPacket) => Promise<void>,
): Promise<Verdict> {
  if (known === undefined) {
    await bySalvage(file, reading.by, take)
    return { sound: false, why: 'index' }
  }
  const read = await byIndex(file, known, volume, reading, take)
  if (read.left) return { sound: false, why: read.why, left: true }
  if (read.unproven.length === 0) return { sound: read.sound, why: read.why }
  await bySalvage(file, reading.by, take)
  return { sound: false, why: `packet ${read.unproven[0]}` }
}

/**
 * What is left of a volume on a failing medium: each packet by itself, and only those that no other place gave, so that a bad sector
 * costs one packet and little time. Only where the index is lost all blocks are searched.
 */
export async function salvagePackets(
  io: DiskIo,
  volume: SourceVolume,
  by: ProvenBy,
  isWanted: (id: string) => boolean,
  take: (packet: ProvenPacket) => Promise<void>,
): Promise<void> {
  let file: VolumeFile
  try {
    file = await openVolume(io, volume)
  } catch (error) {
    if (isFault(error) && error.code !== 'DISK-GONE') return
    throw error
  }
  try {
    const known = await findIndex(file, volume.meta)
    if (known === undefined) return await bySalvage(file, by, take)
    const { index } = known
    const signatures = new Map(index.members.map((member) => [member.name, member]))
    for (const member of index.members) {
      const id = member.kind === 'packet' ? idOf(member.name, PACKET_SUFFIX) : undefined
      const signature = signatures.get(`${member.name}${SIGNATURE_END}`)
      if (id === undefined || !signature || !isWanted(id)) continue
      const bytes = await memberOf(file, member)
      const signed = bytes && (await memberOf(file, signature))
      const packet = bytes && signed && provenOf(bytes, signed, id, by)
      if (packet) await take(packet)
    }
  } finally {
    await file.close()
  }
}

const SIGNATURE_END = '.minisig'

async function memberOf(file: OpenFile, { offset, bytes }: VolumeMember): Promise<Uint8Array | undefined> {
  if (bytes > PACKET_LIMIT) return undefined
  try {
    return await readExactly(file.read, offset, bytes)
  } catch (error) {
    if (isFault(error, 'DISK-GONE') || (!isFault(error) && !isReadError(error))) throw error
    return undefined
  }
}
