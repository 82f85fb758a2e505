import type { PacketProof } from './prove-packet.ts'

/** Blocks that wait for their proofs at once; more would only hold memory. */
const BLOCKS = 3
const BYTES = 32 << 20

/** Packets that are being proven together, as one block of a volume held them. */
export interface Proving<Packet> {
  readonly packets: readonly Packet[]
  /** Of the block that holds them. */
  readonly bytes: number
  /** In the packets' order; undefined where one does not prove itself. */
  readonly proofs: Promise<readonly (PacketProof | undefined)[]>
  /** Called when all of them were taken, or one could not be. */
  readonly done: () => void
}

/** Takes packets in the order in which they were given, each with its proof, so that reading, proving and writing go on side by side. */
export class ProofLine<Packet> {
  readonly #take: (packet: Packet, proof: PacketProof | undefined) => Promise<void>
  readonly #waiting: Proving<Packet>[] = []

  constructor(take: (packet: Packet, proof: PacketProof | undefined) => Promise<void>) {
    this.#take = take
  }

  /** Waits while too many are under way. Throws what proving or taking an earlier one threw. */
  async add(proving: Proving<Packet>): Promise<void> {
    // It is awaited in its turn; where an earlier one fails, nobody asks any more.
    proving.proofs.catch(() => undefined)
    while (this.#waiting.length > 0 && this.#isFull(proving.bytes)) await this.#next()
    this.#waiting.push(proving)
  }

  /** Takes all that is left. */
  async end(): Promise<void> {
    while (this.#waiting.length > 0) await this.#next()
  }

  #isFull(more: number): boolean {
    const held = this.#waiting.reduce((sum, { bytes }) => sum + bytes, 0)
    return this.#waiting.length >= BLOCKS || held + more > BYTES
  }

  async #next(): Promise<void> {
    const first = this.#waiting.shift()
    if (!first) return
    try {
      const proofs = await first.proofs
      for (const [n, packet] of first.packets.entries()) await this.#take(packet, proofs[n])
    } finally {
      first.done()
    }
  }
}
