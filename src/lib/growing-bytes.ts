import { release } from './bytes.ts'

const FIRST = 64 << 10

/** Bytes that grow at their end, in one piece of memory that is taken twice as large when it is full. */
export class GrowingBytes {
  #held = Buffer.alloc(FIRST)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Copies them to the end. */
  add(bytes: Uint8Array): void {
    this.#room(bytes.length).set(bytes)
  }

  /** The text's UTF-8, at the end. */
  addText(text: string): void {
    this.#room(Buffer.byteLength(text)).write(text)
  }

  /** All of them, valid until the next are added. */
  bytes(): Uint8Array {
    return this.#held.subarray(0, this.#length)
  }

  /** Overwrites them with zeros and gives the memory back; there are none afterwards. */
  release(): void {
    release(this.#held)
    this.#held = Buffer.alloc(0)
    this.#length = 0
  }

  /** The next so many bytes. */
  #room(bytes: number): Buffer {
    const end = this.#length + bytes
    if (end > this.#held.length) this.#grow(end)
    const room = this.#held.subarray(this.#length, end)
    this.#length = end
    return room
  }

  #grow(least: number): void {
    const larger = Buffer.alloc(Math.max(least, 2 * this.#held.length, FIRST))
    larger.set(this.#held.subarray(0, this.#length))
    release(this.#held)
    this.#held = larger
  }
}
