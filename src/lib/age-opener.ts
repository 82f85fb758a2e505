import { checkHeader, damaged, readHeader } from './age-header.ts'
import { CHUNK, NONCE, SEALED_CHUNK, Stream, TAG } from './age-stream.ts'
import { concat, shred } from './bytes.ts'

/**
 * Opens an age file by its file key while it is being read: pieces of any size go in, plaintext comes out in constant memory. Each
 * piece of plaintext is authentic when it comes, but only `end` proves that nothing is missing. Faults as decryptWithFileKey.
 */
export class AgeOpener {
  readonly #fileKey: Uint8Array
  readonly #onPlain: (plain: Uint8Array) => void
  readonly #held = new Uint8Array(SEALED_CHUNK)
  readonly #plain = new Uint8Array(CHUNK)
  #length = 0
  #head: Uint8Array = new Uint8Array()
  #stream: Stream | undefined

  /** @param onPlain gets plaintext that is valid only until it returns */
  constructor(fileKey: Uint8Array, onPlain: (plain: Uint8Array) => void) {
    this.#fileKey = fileKey
    this.#onPlain = onPlain
  }

  update(sealed: Uint8Array): void {
    const payload = this.#stream ? sealed : this.#begin(sealed)
    let from = 0
    while (from < payload.length) {
      // Whether a chunk is the last shows only when another byte comes.
      if (this.#length === SEALED_CHUNK) this.#open(this.#held, false)
      if (this.#length === 0 && payload.length - from > SEALED_CHUNK) {
        this.#open(payload.subarray(from, from + SEALED_CHUNK), false)
        from += SEALED_CHUNK
        continue
      }
      const part = payload.subarray(from, from + SEALED_CHUNK - this.#length)
      this.#held.set(part, this.#length)
      this.#length += part.length
      from += part.length
    }
  }

  end(): void {
    if (this.#length < TAG) throw damaged('truncated')
    this.#open(this.#held.subarray(0, this.#length), true)
    shred(this.#held)
    shred(this.#plain)
  }

  /** Takes header and nonce off the front; answers what is behind them. */
  #begin(sealed: Uint8Array): Uint8Array {
    this.#head = concat(this.#head, sealed)
    if (this.#head.length === 0) return this.#head
    const header = readHeader(this.#head)
    if (header === undefined || this.#head.length < header.bytes + NONCE) return new Uint8Array()
    checkHeader(header, this.#fileKey)
    this.#stream = new Stream(this.#fileKey, this.#head.subarray(header.bytes, header.bytes + NONCE))
    return this.#head.subarray(header.bytes + NONCE)
  }

  #open(chunk: Uint8Array, last: boolean): void {
    this.#length = 0
    const length = this.#stream!.open(chunk, last, this.#plain, 0)
    this.#onPlain(this.#plain.subarray(0, length))
  }
}
