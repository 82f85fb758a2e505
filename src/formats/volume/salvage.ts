import { Blocks, isReadError } from './blocks.ts'
import { BLOCK, decodeIndex, endOf, INDEX_NAME, indexFormat, type VolumeMember } from './index-file.ts'
import { headerIn, isAge, signatureIn } from './marks.ts'
import { idOf, PACKET_SUFFIX, SIGNATURE_SUFFIX } from './order.ts'
import { type ReadAt, readExactly } from './read.ts'

/** A packet that may still be whole. Only its signature proves it. */
export interface Salvaged {
  readonly id: string
  /** `<id>.rkp` */
  readonly name: string
  readonly offset: number
  readonly bytes: number
  /** False where the header is lost: the packet may have up to `bytesAtMost`, zeros at its end looking like padding. */
  readonly exact: boolean
  readonly bytesAtMost: number
  readonly signature: Place
}

interface Place {
  readonly offset: number
  readonly bytes: number
}

/**
 * Every packet of a damaged volume that can be paired with a signature, whatever happened to INDEX.JSN, the headers, or whole sectors.
 * It scans the 512-byte blocks for ustar headers, for age files and for signatures that lost theirs, and takes the index's word
 * where it can be read. Where sources differ both are given: the caller verifies each. Reads that throw count as holes.
 */
export async function* salvageVolume(read: ReadAt, size: number): AsyncGenerator<Salvaged> {
  const found = await new Scan(read, size).run()
  for (const [id, signatures] of found.signatures) {
    const packets = found.packets.get(id) ?? []
    for (const packet of packets) {
      for (const signature of signatures) yield { id, name: `${id}${PACKET_SUFFIX}`, ...packet, signature }
    }
  }
}

type Found = {
  readonly offset: number
  readonly bytes: number
  readonly exact: boolean
  readonly bytesAtMost: number
}

class Scan {
  readonly packets = new Map<string, Found[]>()
  readonly signatures = new Map<string, Place[]>()
  readonly #read: ReadAt
  readonly #size: number
  readonly #blocks: Blocks
  /** Where the last age file without a header of its own begins. */
  #loose: number | undefined

  constructor(read: ReadAt, size: number) {
    this.#read = read
    this.#size = size
    this.#blocks = new Blocks(read, size)
  }

  async run(): Promise<this> {
    for (let at = 0; at + BLOCK <= this.#size; ) at = await this.#step(at)
    return this
  }

  /** Looks at one block; gives where to look next. */
  async #step(at: number): Promise<number> {
    const block = await this.#blocks.at(at)
    if (block === undefined) return at + BLOCK
    const header = headerIn(block)
    if (header !== undefined) {
      const member = { name: header.name, offset: at + BLOCK, bytes: header.bytes }
      await this.#take(member)
      const next = endOf(member)
      // Past the data at once, if what follows shows that the header told the truth.
      if (await this.#isEdge(next)) return next
    } else if (isAge(block)) {
      this.#loose = at
    } else {
      await this.#takeSignature(at, at - BLOCK)
    }
    return at + BLOCK
  }

  async #take({ name, offset, bytes }: Place & { name: string }): Promise<void> {
    const id = idOf(name, PACKET_SUFFIX)
    if (id !== undefined) this.#addPacket(id, { offset, bytes, exact: true, bytesAtMost: bytes })
    if (name === INDEX_NAME) await this.#takeIndex(offset, bytes)
    const signed = idOf(name, SIGNATURE_SUFFIX)
    if (signed === undefined) return
    await this.#pairLoose(signed, offset - BLOCK)
    add(this.signatures, signed, { offset, bytes })
  }

  /** A signature without a header still names its packet in its trusted comment. */
  async #takeSignature(at: number, headerAt: number): Promise<void> {
    const [first, second] = [await this.#blocks.at(at), await this.#blocks.at(at + BLOCK)]
    const signature = signatureIn(first, second)
    if (signature === undefined) return
    await this.#pairLoose(signature.id, headerAt)
    add(this.signatures, signature.id, { offset: at, bytes: signature.bytes })
  }

  async #pairLoose(id: string, end: number): Promise<void> {
    const start = this.#loose
    this.#loose = undefined
    if (start === undefined || end <= start || this.packets.has(id)) return
    const last = await this.#blocks.at(end - BLOCK)
    if (last === undefined) return
    const bytes = end - start - (BLOCK - 1 - last.findLastIndex((byte) => byte !== 0))
    this.#addPacket(id, { offset: start, bytes, exact: false, bytesAtMost: end - start })
  }

  async #takeIndex(offset: number, bytes: number): Promise<void> {
    if (bytes > indexFormat.limit) return
    let members: readonly VolumeMember[]
    try {
      members = decodeIndex(await readExactly(this.#read, offset, bytes)).members
    } catch (e) {
      // Damaged or unreadable like anything else here; the headers are the other witness.
      if (isReadError(e)) return
      throw e
    }
    for (const member of members) {
      const id = idOf(member.name, PACKET_SUFFIX)
      if (id !== undefined) {
        this.#addPacket(id, {
          offset: member.offset,
          bytes: member.bytes,
          exact: true,
          bytesAtMost: member.bytes,
        })
      }
      const signed = idOf(member.name, SIGNATURE_SUFFIX)
      if (signed !== undefined) add(this.signatures, signed, { offset: member.offset, bytes: member.bytes })
    }
  }

  #addPacket(id: string, found: Found): void {
    if (found.offset + found.bytes <= this.#size) add(this.packets, id, found)
  }

  async #isEdge(at: number): Promise<boolean> {
    const block = await this.#blocks.at(at)
    return block !== undefined && headerIn(block) !== undefined
  }
}

function add<T extends Place>(map: Map<string, T[]>, id: string, place: T): void {
  const known = map.get(id) ?? []
  const same = known.findIndex(({ offset, bytes }) => offset === place.offset && bytes === place.bytes)
  if (same < 0) map.set(id, [...known, place])
}
