import {
  keyIdText,
  parseSignature,
  type PublicKey,
  type SigningKey,
  sign,
  verify,
  verifyComment,
} from '../../lib/minisign.ts'
import { Fault } from '../../lib/fault.ts'
import { formatStamp, parseStamp, type Purpose, type Stamp } from './stamp.ts'

export { keyIdText } from '../../lib/minisign.ts'
export { formatStamp, parseStamp, PURPOSES, type Purpose, type Stamp } from './stamp.ts'

/** The signed bytes themselves, or their BLAKE2b-512 where they were streamed. */
export type SignedData = Uint8Array | { readonly blake2b: Uint8Array }

/** A document and its detached signature. */
export interface Signed {
  readonly bytes: Uint8Array
  readonly signature: string
}

/** The text of a `.minisig` over the exact bytes, the stamp in its trusted comment. */
export function signDetached(data: SignedData, key: SigningKey, stamp: Stamp): string {
  return sign(data, key, formatStamp(stamp))
}

/**
 * Judges a detached signature by a list of keys. Faults SIGNATURE-MALFORMED, SIGNATURE-LEGACY, SIGNATURE-UNKNOWN-KEY and
 * SIGNATURE-BAD of lib/minisign, FORMAT-UNREADABLE for a foreign comment, TRUST-PURPOSE {expected, found} for another purpose.
 * That a key may sign for this purpose at all is Trust.verify's question.
 */
export function verifyDetached(
  data: SignedData,
  signature: string,
  keys: readonly PublicKey[],
  purpose: Purpose,
): { stamp: Stamp; keyId: string } {
  return stamped(verify(data, signature, [...keys]), purpose)
}

/** The same of signature and stamp alone, whatever bytes they are over. */
export function verifyDetachedStamp(
  signature: string,
  keys: readonly PublicKey[],
  purpose: Purpose,
): { stamp: Stamp; keyId: string } {
  return stamped(verifyComment(signature, [...keys]), purpose)
}

/** What signature and stamp say, unproven: nothing of it is held against a key. Faults of reading alone, as verifyDetachedStamp. */
export function readDetachedStamp(signature: string, purpose: Purpose): { stamp: Stamp; keyId: string } {
  return stamped(parseSignature(signature), purpose)
}

function stamped({ keyId, trustedComment }: ReturnType<typeof verify>, purpose: Purpose) {
  const stamp = parseStamp(trustedComment)
  if (stamp.purpose !== purpose) {
    throw new Fault('TRUST-PURPOSE', { expected: purpose, found: stamp.purpose })
  }
  return { stamp, keyId: keyIdText(keyId) }
}

/** Who claims to have signed, before anything is verified. */
export function claimedKeyId(signature: string): string {
  return keyIdText(parseSignature(signature).keyId)
}
