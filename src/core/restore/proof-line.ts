import type { PacketPiece } from './prove-packet.ts'
import type { Proved, Prover } from './prover.ts'

/** Pieces that wait for their proof at once; more would only hold memory. */
const PIECES = 4
const BYTES = 32 << 20

/** Gives pieces to the prover and takes the proofs in the same order, so that reading, proving and writing go on side by side. */
export class ProofLine {
  readonly #prover: Prover
  readonly #take: (proved: Proved, id: string) => Promise<void>
  readonly #waiting: { readonly id: string; readonly bytes: number; readonly proved: Promise<Proved> }[] = []

  constructor(prover: Prover, take: (proved: Proved, id: string) => Promise<void>) {
    this.#prover = prover
    this.#take = take
  }

  /** Waits while too many are under way. Throws what proving or taking an earlier one threw. */
  async add(piece: PacketPiece): Promise<void> {
    const { id } = piece
    const bytes = piece.bytes.length
    while (this.#waiting.length > 0 && this.#isFull(bytes)) await this.#next()
    const proved = this.#prover.prove(piece)
    // It is awaited in its turn; where an earlier one fails, nobody asks any more.
    proved.catch(() => undefined)
    this.#waiting.push({ id, bytes, proved })
  }

  /** Takes all that is left. */
  async end(): Promise<void> {
    while (this.#waiting.length > 0) await this.#next()
  }

  #isFull(more: number): boolean {
    const held = this.#waiting.reduce((sum, { bytes }) => sum + bytes, 0)
    return this.#waiting.length >= PIECES || held + more > BYTES
  }

  async #next(): Promise<void> {
    const first = this.#waiting.shift()
    if (!first) return
    const proved = await first.proved
    try {
      await this.#take(proved, first.id)
    } finally {
      proved.done()
    }
  }
}
