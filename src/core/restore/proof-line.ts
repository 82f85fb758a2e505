/** Blocks that wait for what is found in them at once; more would only hold memory. */
const BLOCKS = 3
const BYTES = 32 << 20

/** A block of a volume that is being looked at. */
export interface Proving<Found> {
  /** Of the block. */
  readonly bytes: number
  readonly found: Promise<Found>
  /** Uses what was found, while the block's bytes stand. */
  readonly use: (found: Found) => Promise<void>
  /** Called when that has ended, however it did. */
  readonly done: () => void
}

/** Uses what is found in the order in which the blocks were given, so that reading, proving and writing go on side by side. */
export class ProofLine<Found> {
  readonly #waiting: Proving<Found>[] = []

  /** Waits while too many are under way. Throws what proving or using an earlier one threw. */
  async add(proving: Proving<Found>): Promise<void> {
    // It is awaited in its turn; where an earlier one fails, nobody asks any more.
    proving.found.catch(() => undefined)
    while (this.#waiting.length > 0 && this.#isFull(proving.bytes)) await this.#next()
    this.#waiting.push(proving)
  }

  /** Uses all that is left. */
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
      await first.use(await first.found)
    } finally {
      first.done()
    }
  }
}
