import { randomInt } from 'node:crypto'
import { refuse } from '../../refuse.ts'

/** More residents has no regency: a file that claims them is none. */
const MOST = 6_000_000
const FIRST = 1 << 16

/** A number of each pair that no file can know, so that none is made to have all its NIKs in one place. */
const odd = () => randomInt(0, 2 ** 31) * 2 + 1

/**
 * Which NIKs were read, each once, by numbers from 0 in the order in which they came: a table of open addressing in 24 to 36 bytes a NIK, where a `Map` of
 * texts takes a hundred.
 */
export class NikTable {
  readonly #most: number
  readonly #factors = [odd(), odd()] as const
  /** Number of the NIK in each slot, from 1; 0 where it is free. Twice as many slots as NIKs. */
  #slots = new Uint32Array(FIRST * 2)
  /** The digits of each NIK, eight and eight: sixteen are more than a number holds. */
  #high = new Uint32Array(FIRST)
  #low = new Uint32Array(FIRST)
  #size = 0

  constructor(most = MOST) {
    this.#most = most
  }

  get size(): number {
    return this.#size
  }

  /** The number of a NIK of 16 digits; a new one gets `size`. RESIDENTS-FILE where there are too many. */
  numberOf(nik: string): number {
    const high = Number(nik.slice(0, 8))
    const low = Number(nik.slice(8))
    const slot = this.#slotOf(high, low)
    const found = this.#slots[slot]!
    if (found > 0) return found - 1
    if (this.#size === this.#most)
      throw refuse('RESIDENTS-FILE', { why: `lebih dari ${this.#most} penduduk` })
    if (this.#size === this.#high.length) {
      this.#grow()
      return this.numberOf(nik)
    }
    this.#high[this.#size] = high
    this.#low[this.#size] = low
    this.#slots[slot] = ++this.#size
    return this.#size - 1
  }

  /** Where this NIK stands, or the free slot where it belongs. */
  #slotOf(high: number, low: number): number {
    const mask = this.#slots.length - 1
    const mixed = Math.imul(high, this.#factors[0]) + Math.imul(low, this.#factors[1])
    let slot = (mixed ^ (mixed >>> 15)) & mask
    for (;;) {
      const number = this.#slots[slot]! - 1
      if (number < 0 || (this.#high[number] === high && this.#low[number] === low)) return slot
      slot = (slot + 1) & mask
    }
  }

  #grow(): void {
    this.#high = twice(this.#high)
    this.#low = twice(this.#low)
    this.#slots = new Uint32Array(this.#high.length * 2)
    for (let number = 0; number < this.#size; number++)
      this.#slots[this.#slotOf(this.#high[number]!, this.#low[number]!)] = number + 1
  }
}

function twice(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(from.length * 2)
  to.set(from)
  return to
}
