import { createHash, type Hash } from 'node:crypto'
import type { VolumeMember } from '../../../formats/volume/index-file.ts'
import { idOf, PACKET_SUFFIX } from '../../../formats/volume/order.ts'
import { text } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import type { DiskIo, OnBytes } from '../disk/io.ts'

/** A packet of a volume with its signature, as they were read. */
export interface ScannedPacket {
  readonly id: string
  readonly blake2b: Uint8Array
  /** Lower hex; only where the bytes were kept. */
  readonly sha256: string
  readonly signature: string
  /** The packet itself where it was asked for. */
  readonly bytes: Uint8Array | null
}

export interface Scanned {
  /** Of the whole file, lower hex. */
  readonly sha256: string
  readonly bytes: number
  readonly via: 'medium' | 'cache'
}

/** Signatures are some 400 bytes. */
const SIGNATURE_LIMIT = 4096

/** Follows a volume's bytes and gives each packet once its signature, which comes next, has passed too. */
class Follower {
  readonly #members: readonly VolumeMember[]
  readonly #keep: boolean
  readonly #onPacket: (packet: ScannedPacket) => void
  #at = 0
  #next = 0
  #held: Uint8Array = new Uint8Array()
  #hash: Hash | undefined
  #packet: { id: string; blake2b: Uint8Array; sha256: string; bytes: Uint8Array | null } | undefined

  constructor(members: readonly VolumeMember[], keep: boolean, onPacket: (packet: ScannedPacket) => void) {
    this.#members = members
    this.#keep = keep
    this.#onPacket = onPacket
  }

  take(chunk: Uint8Array): void {
    const start = this.#at
    const end = start + chunk.length
    for (;;) {
      const member = this.#members[this.#next]
      if (member === undefined || member.offset >= end) break
      const from = Math.max(member.offset, start)
      const to = Math.min(member.offset + member.bytes, end)
      this.#feed(member, chunk.subarray(from - start, to - start), from - member.offset)
      if (member.offset + member.bytes > end) break
      this.#close(member)
      this.#next++
    }
    this.#at = end
  }

  #feed(member: VolumeMember, part: Uint8Array, at: number): void {
    if (member.kind === 'packet') {
      if (at === 0) {
        this.#hash = createHash('blake2b512')
        this.#held = new Uint8Array(this.#keep ? member.bytes : 0)
      }
      this.#hash?.update(part)
      if (this.#keep) this.#held.set(part, at)
    } else if (member.kind === 'signature' && member.bytes <= SIGNATURE_LIMIT) {
      if (at === 0) this.#held = new Uint8Array(member.bytes)
      this.#held.set(part, at)
    }
  }

  #close(member: VolumeMember): void {
    if (member.kind === 'packet') {
      const id = idOf(member.name, PACKET_SUFFIX) ?? ''
      const blake2b = new Uint8Array((this.#hash ?? createHash('blake2b512')).digest())
      const bytes = this.#keep ? this.#held : null
      const sha256 = bytes ? createHash('sha256').update(bytes).digest('hex') : ''
      this.#packet = { id, blake2b, sha256, bytes }
    } else if (member.kind === 'signature' && this.#packet) {
      const packet = this.#packet
      this.#packet = undefined
      this.#onPacket({ ...packet, signature: asText(this.#held) })
    }
    this.#held = new Uint8Array()
  }
}

function asText(bytes: Uint8Array): string {
  try {
    return text(bytes)
  } catch (error) {
    if (isFault(error)) return ''
    throw error
  }
}

/**
 * Reads a volume once, past the cache, in constant memory: its digest, and every packet that its index names with its signature. What
 * the packets are worth is the caller's question. @param keep gives the packets' bytes too, one in memory at a time
 * @param onBytes is told how many were read so far, and may have the next ones waited for
 */
export async function scanVolume(
  io: DiskIo,
  path: string,
  members: readonly VolumeMember[],
  keep: boolean,
  onPacket: (packet: ScannedPacket) => void,
  onBytes: OnBytes = () => undefined,
): Promise<Scanned> {
  const follower = new Follower(members, keep, onPacket)
  const whole = createHash('sha256')
  let read = 0
  const { bytes, via } = await io.scan(path, (chunk) => {
    whole.update(chunk)
    follower.take(chunk)
    read += chunk.length
    return onBytes(read)
  })
  return { sha256: whole.digest('hex'), bytes, via }
}
