import type { Fault } from '../../../lib/fault.ts'
import { refuse } from '../../refuse.ts'

/** What lies on the disk could not be proven. `why` names what differs, never content. */
export function unproven(why: string, cause?: unknown): Fault {
  return refuse('ENROLMENT-PROOF-FAILED', { why }, cause)
}

/** Equality of large bytes that are no secret from whoever could time it: 30 times as fast as in constant time. */
export function isSame(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && a.length === b.length && Buffer.compare(a, b) === 0
}

/** Bytes that have to come, in pieces of any size; ENROLMENT-PROOF-FAILED at the first that differs, is missing or too many. */
export class Expected {
  readonly #bytes: Uint8Array
  readonly #what: string
  #at = 0

  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = bytes
    this.#what = what
  }

  take(piece: Uint8Array): void {
    const due = this.#bytes.subarray(this.#at, this.#at + piece.length)
    if (!isSame(due, piece)) throw unproven(this.#what)
    this.#at += piece.length
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw unproven(this.#what)
  }
}
