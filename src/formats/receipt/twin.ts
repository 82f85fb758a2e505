import { sha256 } from '../../lib/hash.ts'

/**
 * Under which number a receipt is kept whose own number the site gave to another one before (a site that was restored from an older store
 * counts again from there): below zero, made of its bytes, so that every ledger that meets it takes the same, and a repeat is known. The
 * number that it was given stands in the bytes.
 */
export function twinSerial(bytes: Uint8Array): number {
  return -1 - Buffer.from(sha256(bytes)).readUIntBE(0, 6)
}
