import { hex } from '../lib/bytes.ts'
import { isFault } from '../lib/fault.ts'
import { blake2b512, sha256 } from '../lib/hash.ts'
import { type Inside, insideOf } from './penunggalan/inside.ts'

/** What a packet is by its bytes, read once. */
export interface Examined {
  readonly sha256: string
  readonly bytes: number
  readonly blake2b: Uint8Array
  /** Where the site may look. */
  readonly inside?: Inside
  /** Why it does not open. */
  readonly refused?: string
}

/** A packet that lies on the site's own volume. */
export interface ExamineJob {
  readonly path: string
  readonly identity: string | undefined
}

/** Hashes a packet and opens it where the site may; one that does not open is judged by its signature first. */
export function examined(bytes: Uint8Array, identity: string | undefined): Examined {
  const found = { sha256: hex(sha256(bytes)), bytes: bytes.length, blake2b: blake2b512(bytes) }
  if (identity === undefined) return found
  try {
    return { ...found, inside: insideOf(bytes, identity) }
  } catch (error) {
    if (!isFault(error)) throw error
    return { ...found, refused: error.code }
  }
}
