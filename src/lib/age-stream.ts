import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { damaged } from './age-header.ts'
import { authentic } from './age-stanzas.ts'
import { release } from './bytes.ts'

/** The payload of age v1: STREAM over ChaCha20-Poly1305 in chunks of 64 KiB, the last one marked in its nonce. */
export const CHUNK = 64 * 1024
export const TAG = 16
export const SEALED_CHUNK = CHUNK + TAG
export const NONCE = 16
const ALGORITHM = 'chacha20-poly1305'
const AEAD = { authTagLength: TAG }

/** Bytes of the payload (nonce, chunks, tags) for so many bytes of plaintext; an empty file has one empty chunk. */
export function payloadBytes(plain: number): number {
  return NONCE + plain + TAG * Math.max(1, Math.ceil(plain / CHUNK))
}

/** A random payload nonce. */
export function payloadNonce(): Uint8Array {
  return new Uint8Array(randomBytes(NONCE))
}

/** Seals or opens chunk after chunk in order. One object per file and direction: counters never repeat. */
export class Stream {
  /** A KeyObject: Node takes 20 microseconds to look at bare bytes, for each chunk again. */
  readonly #key: KeyObject
  readonly #nonce = new Uint8Array(12)
  readonly #counter = new DataView(this.#nonce.buffer)
  #chunks = 0

  constructor(fileKey: Uint8Array, nonce: Uint8Array) {
    this.#key = createSecretKey(new Uint8Array(hkdfSync('sha256', fileKey, nonce, 'payload', 32)))
  }

  /** Seals at most CHUNK bytes into `out` at `at`; gives the bytes written. */
  seal(plain: Uint8Array, last: boolean, out: Uint8Array, at: number): number {
    const cipher = createCipheriv(ALGORITHM, this.#key, this.#next(last), AEAD)
    const sealed = cipher.update(plain)
    out.set(sealed, at)
    release(sealed)
    cipher.final()
    out.set(cipher.getAuthTag(), at + plain.length)
    return plain.length + TAG
  }

  /** Opens one sealed chunk into `out` at `at`; gives the bytes written, else Fault AGE-DAMAGED. */
  open(sealed: Uint8Array, last: boolean, out: Uint8Array, at: number): number {
    const length = sealed.length - TAG
    if (length < 0 || (length === 0 && (!last || this.#chunks > 0))) throw damaged('chunk')
    const cipher = createDecipheriv(ALGORITHM, this.#key, this.#next(last), AEAD)
    cipher.setAuthTag(sealed.subarray(length))
    const plain = cipher.update(sealed.subarray(0, length))
    out.set(plain, at)
    release(plain)
    if (!authentic(cipher)) {
      out.fill(0, at, at + length)
      throw damaged('chunk')
    }
    return length
  }

  /** 11 bytes of big-endian counter and the flag: 2^32 chunks (256 TiB) never overflow the low word. */
  #next(last: boolean): Uint8Array {
    this.#counter.setUint32(7, this.#chunks++)
    this.#nonce[11] = last ? 1 : 0
    return this.#nonce
  }
}
