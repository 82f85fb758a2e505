import { timingSafeEqual } from 'node:crypto'
import { Fault } from './fault.ts'

/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return view(bytes).toString('hex')
}

/** The bytes of canonical (lower-case, even) hexadecimal; else Fault BYTES-MALFORMED. */
export function unhex(spelt: string): Uint8Array {
  const bytes = Buffer.from(spelt, 'hex')
  if (bytes.toString('hex') !== spelt) throw new Fault('BYTES-MALFORMED', { as: 'hex' })
  return new Uint8Array(bytes)
}

/** Standard base64 with padding (RFC 4648 section 4). */
export function base64(bytes: Uint8Array): string {
  return view(bytes).toString('base64')
}

/** The bytes of canonical base64: padded, no white space, no stray bits; else Fault BYTES-MALFORMED. */
export function unbase64(spelt: string): Uint8Array {
  const bytes = Buffer.from(spelt, 'base64')
  if (bytes.toString('base64') !== spelt) throw new Fault('BYTES-MALFORMED', { as: 'base64' })
  return new Uint8Array(bytes)
}

/** The parts in a row, as a new array. */
export function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Equality in constant time for equal lengths (lengths are not hidden). */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 bytes of a string. */
export function utf8(spelt: string): Uint8Array {
  return encoder.encode(spelt)
}

/** The string of UTF-8 bytes, a byte order mark kept; anything else is Fault BYTES-MALFORMED. */
export function text(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new Fault('BYTES-MALFORMED', { as: 'utf8' }, { cause })
  }
}

/** A 64-bit unsigned big-endian integer. Numbers must be safe integers, never negative: else RangeError. */
export function u64be(n: number | bigint): Uint8Array {
  if (typeof n === 'number' && !Number.isSafeInteger(n)) throw new RangeError(`not a safe integer: ${n}`)
  const big = BigInt(n)
  if (big < 0n || big >= 1n << 64n) throw new RangeError(`not in 0..2^64-1: ${n}`)
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, big)
  return bytes
}

/** Overwrites a secret with zeros. */
export function shred(bytes: Uint8Array): void {
  bytes.fill(0)
}

/**
 * Overwrites with zeros and gives the memory back now, where the bytes have a buffer to themselves; afterwards they have no length.
 * Left to the garbage collector, megabytes of plaintext stay for seconds, and each few of them cost a collection of the whole heap.
 */
export function release(bytes: Uint8Array): void {
  bytes.fill(0)
  ownBuffer(bytes)?.transfer(0)
}

/** The memory of bytes that have it to themselves, so that it can be moved or given back; undefined where it holds something else too. */
export function ownBuffer({ buffer, byteLength }: Uint8Array): ArrayBuffer | undefined {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : undefined
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}
