import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { bech32 } from '@scure/base'
import { concat, shred, unhex } from './bytes.ts'
import { Fault } from './fault.ts'

/** Keys of age v1 (https://age-encryption.org/v1): X25519, written in Bech32. */
const RECIPIENT = 'age'
const IDENTITY = 'age-secret-key-'

/** DER around a raw X25519 key (RFC 8410): node:crypto takes no bare keys. */
const PKCS8 = unhex('302e020100300506032b656e04220420')
const SPKI = unhex('302a300506032b656e032100')

export type X25519Identity = { secret: KeyObject; recipient: Uint8Array }

/** The key pair of 32 secret bytes. */
export function x25519Of(secret: Uint8Array): X25519Identity {
  const der = concat(PKCS8, secret)
  const key = createPrivateKey({ key: Buffer.from(der.buffer), format: 'der', type: 'pkcs8' })
  shred(der)
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return { secret: key, recipient: new Uint8Array(spki.subarray(SPKI.length)) }
}

/** A fresh key pair, for a file's ephemeral share. */
export function ephemeralX25519(): X25519Identity {
  const { privateKey, publicKey } = generateKeyPairSync('x25519')
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  return { secret: privateKey, recipient: new Uint8Array(spki.subarray(SPKI.length)) }
}

/** The shared secret; undefined when the point has low order and the secret would be all zero (RFC 7748, 6.1). */
export function agree(secret: KeyObject, point: Uint8Array): Uint8Array | undefined {
  const publicKey = createPublicKey({ key: Buffer.from(concat(SPKI, point)), format: 'der', type: 'spki' })
  try {
    return new Uint8Array(diffieHellman({ privateKey: secret, publicKey }))
  } catch (e) {
    if (e instanceof Error && 'code' in e && String(e.code).startsWith('ERR_OSSL')) return undefined
    throw e
  }
}

/** A new identity and its recipient, as `age-keygen` would write them. */
export function generateIdentity(): { identity: string; recipient: string } {
  const secret = randomBytes(32)
  const identity = identityOf(secret)
  const recipient = bech32.encodeFromBytes(RECIPIENT, x25519Of(secret).recipient)
  shred(secret)
  return { identity, recipient }
}

/** The identity (AGE-SECRET-KEY-1..) of 32 secret bytes. */
export function identityOf(secret: Uint8Array): string {
  return bech32.encodeFromBytes(IDENTITY, secret).toUpperCase()
}

/** The 32 secret bytes of an identity, to be shredded by who asked; else Fault AGE-IDENTITY-MALFORMED, which never repeats the text. */
export function secretOf(identity: string): Uint8Array {
  const secret = decoded(identity, IDENTITY)
  if (secret === undefined || identity !== identity.toUpperCase()) throw new Fault('AGE-IDENTITY-MALFORMED')
  return secret
}

/** The recipient (age1..) of an identity (AGE-SECRET-KEY-1..). */
export function recipientOf(identity: string): string {
  return bech32.encodeFromBytes(RECIPIENT, parseIdentity(identity).recipient)
}

/** The 32 bytes behind age1..; anything else (also another kind of recipient) is Fault AGE-RECIPIENT-MALFORMED. */
export function parseRecipient(recipient: string): Uint8Array {
  const key = decoded(recipient, RECIPIENT)
  if (key === undefined || recipient !== recipient.toLowerCase())
    // Somebody may have pasted an identity here: only what claims to be public is repeated.
    throw new Fault(
      'AGE-RECIPIENT-MALFORMED',
      recipient.startsWith('age1') ? { recipient: recipient.slice(0, 80) } : {},
    )
  return key
}

/** The key pair behind AGE-SECRET-KEY-1..; else Fault AGE-IDENTITY-MALFORMED, which never repeats the text. */
export function parseIdentity(identity: string): X25519Identity {
  const secret = secretOf(identity)
  const pair = x25519Of(secret)
  shred(secret)
  return pair
}

function decoded(word: string, prefix: string): Uint8Array | undefined {
  const found = bech32.decodeUnsafe(word, 90)
  if (found === undefined || found.prefix !== prefix) return undefined
  const key = bech32.fromWordsUnsafe(found.words)
  return key instanceof Uint8Array && key.length === 32 ? key : undefined
}
