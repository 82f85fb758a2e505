import { release } from './bytes.ts'

/** Larger pieces are rare, and are not kept. */
const KEPT_BYTES = 8 << 20
const KEPT = 4
/** Sizes in steps, so that packets of about one size use the same pieces. */
const STEP = 256 << 10

/**
 * Memory that is used again. Fresh megabytes for every packet cost as much as hashing them: the kernel zeroes them page by page, and the
 * garbage collector runs for each few. What is given back is zeroed at once, unless it only ever holds what is sealed. Of one thread.
 */
export class Memory {
  readonly #free: ArrayBuffer[] = []
  readonly #kept: number
  readonly #sealed: boolean

  /** `kept`: pieces that are kept for the next who ask. `sealed`: nothing secret ever lies in it. */
  constructor({ kept = KEPT, sealed = false }: { kept?: number; sealed?: boolean } = {}) {
    this.#kept = kept
    this.#sealed = sealed
  }

  /** So many bytes, of any content. Whoever takes them gives them back, once, when nothing looks at them any more. */
  take(bytes: number): Uint8Array<ArrayBuffer> {
    const at = this.#free.findIndex(({ byteLength }) => byteLength >= bytes)
    const [buffer] = at === -1 ? [] : this.#free.splice(at, 1)
    return new Uint8Array(buffer ?? new ArrayBuffer(Math.ceil(bytes / STEP) * STEP), 0, bytes)
  }

  give(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#sealed) bytes.fill(0)
    if (bytes.buffer.byteLength > KEPT_BYTES || this.#free.length >= this.#kept)
      release(new Uint8Array(bytes.buffer))
    else this.#free.push(bytes.buffer)
  }
}
