import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { base64, concat, shred, unbase64, unhex, utf8 } from './bytes.ts'
import { Fault, isFault } from './fault.ts'

/** minisign's Ed25519 keys and its key files (https://jedisct1.github.io/minisign/#secret-key-format). */
export type SigningKey = { keyId: Uint8Array; seed: Uint8Array }
export type PublicKey = { keyId: Uint8Array; key: Uint8Array }

const ED = utf8('Ed')
/** Signature algorithm Ed, no key derivation, checksum algorithm B2: what `minisign -G -W` writes. */
const UNENCRYPTED = concat(ED, new Uint8Array(2), utf8('B2'))
const SECRET_BYTES = 158

/** DER around a raw Ed25519 key (RFC 8410): node:crypto takes no bare keys. */
const PKCS8 = unhex('302e020100300506032b657004220420')
const SPKI = unhex('302a300506032b6570032100')

/** A new key with a random 8-byte id. `random` must be cryptographic. */
export function generateSigningKey(
  random: (n: number) => Uint8Array = (n) => new Uint8Array(randomBytes(n)),
): SigningKey {
  return { keyId: random(8), seed: random(32) }
}

export function publicOf(key: SigningKey): PublicKey {
  const spki = createPublicKey(privateKeyOf(key)).export({ format: 'der', type: 'spki' })
  return { keyId: key.keyId, key: new Uint8Array(spki.subarray(SPKI.length)) }
}

/** The id as minisign prints it: 16 upper-case hex digits, the file's bytes from the last to the first. */
export function keyIdText(keyId: Uint8Array): string {
  return Buffer.from(keyId.toReversed()).toString('hex').toUpperCase()
}

/** A stock .pub file: a comment and the key. */
export function formatPublicKey(
  pub: PublicKey,
  // The stock tool writes no leading zeros.
  comment = `minisign public key ${keyIdText(pub.keyId).replace(/^0+(?=.)/, '')}`,
): string {
  return `untrusted comment: ${commentLine(comment)}\n${base64(concat(ED, pub.keyId, pub.key))}\n`
}

/** Reads a .pub file, or the bare base64 line as `minisign -P` takes it; else Fault KEY-MALFORMED. */
export function parsePublicKey(spelt: string): PublicKey {
  const bytes = decoded(lastLine(spelt), 42)
  if (bytes === undefined || !startsWith(bytes, ED)) throw new Fault('KEY-MALFORMED', { kind: 'public' })
  return { keyId: bytes.slice(2, 10), key: bytes.slice(10) }
}

/** A stock secret key file without a password, usable by `minisign -S -s`. It is the secret itself: mode 0600, never a log. */
export function formatSecretKey(key: SigningKey): string {
  const noDerivation = new Uint8Array(48)
  const noChecksum = new Uint8Array(32)
  const whole = concat(UNENCRYPTED, noDerivation, key.keyId, key.seed, publicOf(key).key, noChecksum)
  const line = base64(whole)
  shred(whole)
  return `untrusted comment: minisign unencrypted secret key\n${line}\n`
}

/** Reads such a file; one under a password, or whose halves disagree, is Fault KEY-MALFORMED. */
export function parseSecretKey(spelt: string): SigningKey {
  const bytes = decoded(lastLine(spelt), SECRET_BYTES)
  if (bytes === undefined || !startsWith(bytes, UNENCRYPTED))
    throw new Fault('KEY-MALFORMED', { kind: 'secret' })
  const key = { keyId: bytes.slice(54, 62), seed: bytes.slice(62, 94) }
  const agrees = Buffer.compare(publicOf(key).key, bytes.subarray(94, 126)) === 0
  shred(bytes)
  if (!agrees) throw new Fault('KEY-MALFORMED', { kind: 'secret' })
  return key
}

/**
 * Parses a key once: that costs as much as to sign or to verify with it, and a disk of packets goes by a handful of keys. What was parsed lives no
 * longer than the key that it was parsed from.
 */
function parsedOnce<Key extends object>(parse: (key: Key) => KeyObject): (key: Key) => KeyObject {
  const parsed = new WeakMap<Key, KeyObject>()
  return (key) => {
    const known = parsed.get(key)
    if (known) return known
    const found = parse(key)
    parsed.set(key, found)
    return found
  }
}

export const privateKeyOf = parsedOnce(({ seed }: SigningKey) => {
  const der = concat(PKCS8, seed)
  const key = createPrivateKey({ key: Buffer.from(der.buffer), format: 'der', type: 'pkcs8' })
  shred(der)
  return key
})

export const publicKeyOf = parsedOnce(({ key }: PublicKey) =>
  createPublicKey({ key: Buffer.from(concat(SPKI, key)), format: 'der', type: 'spki' }),
)

/** One line of a comment: minisign would cut at a line break, so that what is shown is not what was signed. */
export function commentLine(comment: string, maxBytes = 1000): string {
  if (!isCommentLine(comment) || utf8(comment).length > maxBytes)
    throw new RangeError('a comment is one line')
  return comment
}

/** No control character, but the tab that stock minisign puts between timestamp and file name. */
export function isCommentLine(comment: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  return !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(comment)
}

function lastLine(spelt: string): string {
  const lines = spelt.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  const named = lines.length === 2 && lines[0]?.startsWith('untrusted comment: ')
  return lines.length === 1 || named ? (lines.at(-1) ?? '') : ''
}

function decoded(line: string, length: number): Uint8Array | undefined {
  try {
    const bytes = unbase64(line)
    return bytes.length === length ? bytes : undefined
  } catch (e) {
    if (isFault(e, 'BYTES-MALFORMED')) return undefined
    throw e
  }
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, i) => bytes[i] === byte)
}
