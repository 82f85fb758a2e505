import { createHash } from 'node:crypto'
import type { VolumeIndex, VolumeMember } from '../../formats/volume/index-file.ts'
import { idOf, PACKET_SUFFIX } from '../../formats/volume/order.ts'
import { readExactly, readVolume } from '../../formats/volume/read.ts'
import { salvageVolume } from '../../formats/volume/salvage.ts'
import { verifySalvaged } from '../../formats/volume/salvage-verify.ts'
import type { Stamp } from '../../formats/trust/comment.ts'
import type { Trust } from '../../formats/trust/trust.ts'
import { hex, text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import type { DiskIo, OpenFile } from '../backup/index.ts'
import type { SourceVolume } from './gather.ts'

/** A packet that proved itself by its own signature under the root, wherever it lay. */
export interface ProvenPacket {
  readonly id: string
  readonly bytes: Uint8Array
  readonly signature: string
  /** Of the bytes, lower hex. */
  readonly sha256: string
  readonly stamp: Stamp
}

const PACKET_LIMIT = 129 << 20

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

function judge(bytes: Uint8Array, signature: Uint8Array, id: string, trust: Trust, station: string) {
  try {
    return trust.verify(bytes, text(signature), 'packet', { id, station })
  } catch (error) {
    if (isFault(error)) return undefined
    throw error
  }
}

/** Reads a volume from its start to its end, one member in memory: its digest, and its packets with their signatures. */
class Reader {
  readonly #file: OpenFile
  readonly #whole = createHash('sha256')
  #at = 0
  #broken = ''

  constructor(file: OpenFile) {
    this.#file = file
  }

  /** A member's bytes, or undefined where they cannot be read; what lies before it goes into the digest too. */
  async member({ offset, bytes }: VolumeMember): Promise<Uint8Array | undefined> {
    const from = this.#at
    this.#at = offset + bytes
    if (bytes > PACKET_LIMIT) return this.#give('too long')
    try {
      const slice = await readExactly(this.#file.read, from, this.#at - from)
      this.#whole.update(slice)
      return slice.subarray(offset - from)
    } catch (error) {
      if (!isFault(error) && !isReadError(error)) throw error
      return this.#give('unreadable')
    }
  }

  async end(expected: { sha256: string; bytes: number } | null): Promise<ReadVolume> {
    if (expected === null) return { sound: false, why: 'no commit' }
    const rest = this.#file.size - this.#at
    if (this.#file.size !== expected.bytes || rest > PACKET_LIMIT) return { sound: false, why: 'size' }
    await this.member({ name: '', offset: this.#at, bytes: rest, sha256: '', kind: 'state' })
    if (this.#broken !== '') return { sound: false, why: this.#broken }
    return this.#whole.digest('hex') === expected.sha256
      ? { sound: true, why: '' }
      : { sound: false, why: 'sha256' }
  }

  /** A place did not answer. */
  get isUnreadable(): boolean {
    return this.#broken === 'unreadable'
  }

  #give(why: string): undefined {
    this.#broken = why
    return undefined
  }
}

async function byIndex(
  file: OpenFile,
  index: VolumeIndex,
  volume: SourceVolume,
  by: { trust: Trust; station: string },
  take: (packet: ProvenPacket) => Promise<void>,
): Promise<ReadVolume & { unproven: string[] }> {
  const reader = new Reader(file)
  const unproven: string[] = []
  let packet: { id: string; bytes: Uint8Array | undefined } | undefined
  for (const member of index.members) {
    const data = await reader.member(member)
    if (reader.isUnreadable) return { sound: false, why: 'unreadable', left: true, unproven }
    if (member.kind === 'packet') packet = { id: idOf(member.name, PACKET_SUFFIX) ?? '', bytes: data }
    if (member.kind !== 'signature' || !packet) continue
    const { id, bytes } = packet
    packet = undefined
    const verified = bytes && data && judge(bytes, data, id, by.trust, by.station)
    if (verified)
      await take({ id, bytes, signature: text(data), sha256: hex(sha256(bytes)), stamp: verified.stamp })
    else unproven.push(id)
  }
  return { ...(await reader.end(volume.meta)), unproven }
}

async function bySalvage(
  file: OpenFile,
  by: { trust: Trust; station: string },
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
  by: { trust: Trust; station: string },
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
    const read = await byIndex(file, index, volume, by, take)
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
  by: { trust: Trust; station: string },
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
      const verified = bytes && signed && judge(bytes, signed, id, by.trust, by.station)
      if (verified)
        await take({ id, bytes, signature: text(signed), sha256: hex(sha256(bytes)), stamp: verified.stamp })
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
