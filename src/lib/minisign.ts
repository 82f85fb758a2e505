import { type KeyObject, sign as signBytes, verify as verifyBytes } from 'node:crypto'
import { base64, concat, equal, unbase64, utf8 } from './bytes.ts'
import { Fault, isFault } from './fault.ts'
import { blake2b512 } from './hash.ts'
import {
  commentLine,
  isCommentLine,
  keyIdText,
  privateKeyOf,
  type PublicKey,
  publicKeyOf,
  type SigningKey,
} from './minisign-keys.ts'

/**
 * Detached minisign signatures, algorithm ED alone: Ed25519 over BLAKE2b-512, so that a digest taken while the bytes
 * were written is enough (https://jedisct1.github.io/minisign/#signature-format).
 */
export {
  formatPublicKey,
  formatSecretKey,
  generateSigningKey,
  keyIdText,
  parsePublicKey,
  parseSecretKey,
  publicOf,
} from './minisign-keys.ts'
export type { PublicKey, SigningKey } from './minisign-keys.ts'

/** The whole bytes, or their BLAKE2b-512 digest of 64 bytes. */
export type Signed = Uint8Array | { blake2b: Uint8Array }
export type Signature = {
  keyId: Uint8Array
  signature: Uint8Array
  trustedComment: string
  globalSignature: Uint8Array
}

const ED = utf8('ED')
const LEGACY = utf8('Ed')
const UNTRUSTED = 'untrusted comment: '
const TRUSTED = 'trusted comment: '

/** The text of a .minisig. The trusted comment is signed too; both comments are one line, else RangeError. */
export function sign(
  signed: Signed,
  key: SigningKey,
  trustedComment: string,
  untrustedComment = `signature by key ${keyIdText(key.keyId)}`,
): string {
  const privateKey = privateKeyOf(key)
  const trusted = commentLine(trustedComment, 8000)
  const signature = signBytes(null, prehash(signed), privateKey)
  const global = signBytes(null, concat(signature, utf8(trusted)), privateKey)
  const lines = [
    UNTRUSTED + commentLine(untrustedComment),
    base64(concat(ED, key.keyId, signature)),
    TRUSTED + trusted,
    base64(global),
  ]
  return `${lines.join('\n')}\n`
}

/** Parses strictly: four lines (LF, or CRLF as Windows writes), canonical base64. Faults SIGNATURE-MALFORMED, SIGNATURE-LEGACY. */
export function parseSignature(spelt: string): Signature {
  const lines = spelt.split(/\r?\n/)
  if (lines.length === 5 && lines[4] === '') lines.pop()
  const [untrusted = '', signature64 = '', trusted = '', global64 = ''] = lines
  if (
    lines.length !== 4 ||
    !untrusted.startsWith(UNTRUSTED) ||
    !trusted.startsWith(TRUSTED) ||
    !isCommentLine(trusted)
  )
    throw malformed('lines')
  const signature = decoded(signature64, 74)
  const algorithm = signature.subarray(0, 2)
  if (equal(algorithm, LEGACY)) throw new Fault('SIGNATURE-LEGACY')
  if (!equal(algorithm, ED)) throw malformed('algorithm')
  return {
    keyId: signature.slice(2, 10),
    signature: signature.slice(10),
    trustedComment: trusted.slice(TRUSTED.length),
    globalSignature: decoded(global64, 64),
  }
}

/**
 * Checks bytes and trusted comment against the key that the signature names. Faults SIGNATURE-UNKNOWN-KEY {keyId} (none
 * of the given keys has this id), SIGNATURE-BAD {keyId, what}, and those of parseSignature. The caller reads the
 * comment's purpose: a good signature over other bytes is not this one.
 */
export function verify(
  signed: Signed,
  signatureText: string,
  pub: PublicKey | PublicKey[],
): { keyId: Uint8Array; trustedComment: string } {
  const parsed = parseSignature(signatureText)
  const { keyId, signature, trustedComment } = parsed
  const named = namedBy(parsed, pub)
  const digest = prehash(signed)
  const signer = named.find((key) => verifyBytes(null, digest, key, signature))
  if (signer === undefined) throw bad(keyId, 'bytes')
  if (!fitsComment(parsed, signer)) throw bad(keyId, 'comment')
  return { keyId, trustedComment }
}

/**
 * Checks that the file is what the key's holder wrote: the global signature, over signature and trusted comment. What bytes it is over is
 * not asked: for those alone who know the bytes by another signature. Faults as verify.
 */
export function verifyComment(
  signatureText: string,
  pub: PublicKey | PublicKey[],
): { keyId: Uint8Array; trustedComment: string } {
  const parsed = parseSignature(signatureText)
  const { keyId, trustedComment } = parsed
  if (!namedBy(parsed, pub).some((key) => fitsComment(parsed, key))) throw bad(keyId, 'comment')
  return { keyId, trustedComment }
}

/** The keys that have the id which the signature names. */
function namedBy({ keyId }: Signature, pub: PublicKey | PublicKey[]): KeyObject[] {
  const named = (Array.isArray(pub) ? pub : [pub]).filter((key) => equal(key.keyId, keyId)).map(publicKeyOf)
  if (named.length === 0) throw new Fault('SIGNATURE-UNKNOWN-KEY', { keyId: keyIdText(keyId) })
  return named
}

function fitsComment({ signature, trustedComment, globalSignature }: Signature, key: KeyObject): boolean {
  return verifyBytes(null, concat(signature, utf8(trustedComment)), key, globalSignature)
}

function prehash(signed: Signed): Uint8Array {
  if (signed instanceof Uint8Array) return blake2b512(signed)
  if (signed.blake2b.length !== 64) throw new RangeError('BLAKE2b-512 has 64 bytes')
  return signed.blake2b
}

function decoded(line: string, length: number): Uint8Array {
  try {
    const bytes = unbase64(line)
    if (bytes.length === length) return bytes
  } catch (e) {
    if (!isFault(e, 'BYTES-MALFORMED')) throw e
  }
  throw malformed('base64')
}

function malformed(why: string): Fault {
  return new Fault('SIGNATURE-MALFORMED', { why })
}

function bad(keyId: Uint8Array, what: string): Fault {
  return new Fault('SIGNATURE-BAD', { keyId: keyIdText(keyId), what })
}
