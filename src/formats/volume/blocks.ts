import { errnoOf, isFault } from '../../lib/fault.ts'
import { BLOCK } from './index-file.ts'
import type { ReadAt } from './read.ts'

const WINDOW = 1 << 20
/** What is tried again alone when a whole window cannot be read: a sector of today's disks. */
const SECTOR = 4096

/** Random access to the 512-byte blocks of a failing medium: what cannot be read is undefined, the rest still comes. */
export class Blocks {
  readonly #read: ReadAt
  readonly #size: number
  #start = 0
  #window: Uint8Array = new Uint8Array(0)
  #holes: Set<number> | undefined

  constructor(read: ReadAt, size: number) {
    this.#read = read
    this.#size = size
  }

  /** The block at a multiple of 512; undefined if it cannot be read or the file ends within it. */
  async at(offset: number): Promise<Uint8Array | undefined> {
    if (offset + BLOCK > this.#size) return undefined
    if (offset < this.#start || offset + BLOCK > this.#start + this.#window.length) await this.#load(offset)
    const from = offset - this.#start
    if (this.#holes?.has(Math.floor(from / SECTOR)) === true) return undefined
    const block = this.#window.subarray(from, from + BLOCK)
    return block.length === BLOCK ? block : undefined
  }

  async #load(offset: number): Promise<void> {
    const start = Math.floor(offset / WINDOW) * WINDOW
    const length = Math.min(WINDOW, this.#size - start)
    this.#start = start
    this.#holes = undefined
    const whole = await this.#attempt(start, length)
    this.#window = whole ?? (await this.#bySector(start, length))
  }

  async #bySector(start: number, length: number): Promise<Uint8Array> {
    const window = new Uint8Array(length)
    const holes = new Set<number>()
    for (let from = 0; from < length; from += SECTOR) {
      const sector = await this.#attempt(start + from, Math.min(SECTOR, length - from))
      if (sector === undefined) holes.add(from / SECTOR)
      else window.set(sector, from)
    }
    this.#holes = holes
    return window
  }

  /** A read error here is what salvage is for: the place counts as a hole, and packets that need it are not found. */
  async #attempt(offset: number, length: number): Promise<Uint8Array | undefined> {
    try {
      const data = await this.#read(offset, length)
      return data.length === length ? data : undefined
    } catch (e) {
      if (isReadError(e)) return undefined
      throw e
    }
  }
}

/** What a medium answers when it cannot read: a Fault, or an errno such as EIO. A bug or a cancellation is neither. */
export function isReadError(e: unknown): boolean {
  return isFault(e) || /^E[A-Z0-9]+$/.test(errnoOf(e) ?? '')
}
