import type { VolumeIndex, VolumeMember } from '../../formats/volume/index-file.ts'
import { idOf, PACKET_SUFFIX } from '../../formats/volume/order.ts'
import { readExactly, readVolume } from '../../formats/volume/read.ts'
import { salvageVolume } from '../../formats/volume/salvage.ts'
import { verifySalvaged } from '../../formats/volume/salvage-verify.ts'
import { hex } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import type { DiskIo, OpenFile } from '../backup/index.ts'
import type { SourceVolume } from './gather.ts'
import { VolumeCheck } from './volume-check.ts'
import { ProofLine } from './proof-line.ts'
import { type ProvenBy, type ProvenPacket, provePacket } from './prove-packet.ts'
import type { Prover } from './prover.ts'

const PACKET_LIMIT = 129 << 20
/** A packet, its signature, and the headers before them. */
const PIECE_LIMIT = PACKET_LIMIT + (1 << 20)
/** Larger pieces are not read ahead: two of them would fill the memory. */
const AHEAD_LIMIT = 16 << 20

export interface ReadVolume {
  /** Exactly what its commit says. */
  readonly sound: boolean
  readonly why: string
  /** The medium did not answer somewhere: what is left is read last, packet by packet. */
  readonly left?: boolean
}

/** The index at the place that the commit names, or found by walking; undefined where it cannot be read. */
async function indexOf(file: OpenFile, volume: SourceVolume): Promise<VolumeIndex | undefined> {
  const place = volume.meta?.index
  try {
    return await readVolume(
      file.read,
      file.size,
      place && { indexOffset: place.offset, indexBytes: place.bytes },
    )
  } catch (error) {
    if (isFault(error) || isReadError(error)) return undefined
    throw error
  }
}

/** What a failing medium says; a Fault has said it already. */
export function isReadError(error: unknown): boolean {
  return error instanceof Error && 'errno' in error
}

/** Members that are read in one piece: a packet with its signature, or one that stands alone. */
type Group = readonly VolumeMember[]

function grouped(members: readonly VolumeMember[]): Group[] {
  const groups: VolumeMember[][] = []
  for (const member of members) {
    const last = groups.at(-1)
    if (member.kind === 'signature' && last?.length === 1 && last[0]?.kind === 'packet') last.push(member)
    else groups.push([member])
  }
  return groups
}

/** Bytes of a file from a place on, or why there are none. */
type Piece = { readonly bytes: Uint8Array } | { readonly why: 'too long' | 'unreadable' }

async function pieceOf(file: OpenFile, from: number, to: number): Promise<Piece> {
  if (to - from > PIECE_LIMIT) return { why: 'too long' }
  try {
    return { bytes: await readExactly(file.read, from, to - from) }
  } catch (error) {
    if (!isFault(error) && !isReadError(error)) throw error
    return { why: 'unreadable' }
  }
}

/** All of a file in pieces that end where the groups end, and what is behind them; the next one is read while one is being looked at. */
async function* piecesOf(
  file: OpenFile,
  groups: readonly Group[],
): AsyncGenerator<{ group: Group; from: number; piece: Piece }> {
  const ends = groups.map((group) => group.at(-1)!).map(({ offset, bytes }) => offset + bytes)
  const begin = (n: number) => (n === 0 ? 0 : (ends[n - 1] ?? 0))
  const end = (n: number) => ends[n] ?? file.size
  const read = (n: number) => pieceOf(file, begin(n), end(n))
  let ahead: Promise<Piece> | undefined
  try {
    for (let n = 0; n <= groups.length; n++) {
      const piece = await (ahead ?? read(n))
      ahead = n < groups.length && end(n + 1) - end(n) <= AHEAD_LIMIT ? read(n + 1) : undefined
      yield { group: groups[n] ?? [], from: begin(n), piece }
    }
  } finally {
    // Whoever stops early closes the file: no read may be under way then.
    await ahead?.catch(() => undefined)
  }
}

interface ByIndex extends ReadVolume {
  /** Packets that the index names and that do not verify where it says. */
  readonly unproven: string[]
}

async function byIndex(
  file: OpenFile,
  index: VolumeIndex,
  { meta }: SourceVolume,
  prover: Prover,
  take: (packet: ProvenPacket) => Promise<void>,
): Promise<ByIndex> {
  const check = new VolumeCheck(meta)
  const unproven: string[] = []
  const line = new ProofLine(prover, async ({ packet }, id) => {
    if (packet) await take(packet)
    else unproven.push(id)
  })
  for await (const { group, from, piece } of piecesOf(file, grouped(index.members))) {
    const [first, second] = group
    const id = first?.kind === 'packet' ? (idOf(first.name, PACKET_SUFFIX) ?? '') : undefined
    if ('why' in piece) {
      if (piece.why === 'unreadable') {
        await line.end()
        return { sound: false, why: piece.why, left: true, unproven }
      }
      check.fail(piece.why)
      if (id !== undefined) unproven.push(id)
      continue
    }
    const [digest = ''] = check.piece(from, piece.bytes, group)
    if (id === undefined || !first || !second) continue
    const place = ({ offset, bytes }: VolumeMember) => ({ offset: offset - from, bytes })
    await line.add({ bytes: piece.bytes, packet: place(first), signature: place(second), id, sha256: digest })
  }
  await line.end()
  const why = check.verdict(file.size)
  return { sound: why === '', why, unproven }
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
 * a packet in it does not verify, the blocks are searched. Answers whether the whole volume is sound.
 */
export async function readPackets(
  io: DiskIo,
  volume: SourceVolume,
  by: ProvenBy,
  prover: Prover,
  take: (packet: ProvenPacket) => Promise<void>,
): Promise<ReadVolume> {
  let file: OpenFile
  try {
    file = await io.open(volume.path)
  } catch (error) {
    if (isFault(error) && error.code !== 'DISK-GONE')
      return { sound: false, why: error.message, left: error.code === 'DISK-IO' }
    throw error
  }
  try {
    const index = await indexOf(file, volume)
    if (index === undefined) {
      await bySalvage(file, by, take)
      return { sound: false, why: 'index' }
    }
    const read = await byIndex(file, index, volume, prover, take)
    if (read.left) return { sound: false, why: read.why, left: true }
    if (read.unproven.length === 0) return { sound: read.sound, why: read.why }
    await bySalvage(file, by, take)
    return { sound: false, why: `packet ${read.unproven[0]}` }
  } finally {
    await file.close()
  }
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
  let file: OpenFile
  try {
    file = await io.open(volume.path)
  } catch (error) {
    if (isFault(error) && error.code !== 'DISK-GONE') return
    throw error
  }
  try {
    const index = await indexOf(file, volume)
    if (index === undefined) return await bySalvage(file, by, take)
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
