import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from 'node:crypto'
import { damaged, raw64, type Stanza, unraw64 } from './age-header.ts'
import { agree, ephemeralX25519, type X25519Identity } from './age-keys.ts'
import { concat, shred, utf8 } from './bytes.ts'
import { Fault } from './fault.ts'

/** The two kinds of recipient stanza: X25519 and scrypt (a passphrase). */
const X25519_INFO = 'age-encryption.org/v1/X25519'
const SCRYPT_SALT = utf8('age-encryption.org/v1/scrypt')
export const FILE_KEY = 16
const TAG = 16
/** What stock age writes: 2^18 takes about a second and 256 MiB. */
const DEFAULT_LOG_N = 18
/** A hostile file must not make a reader allocate gigabytes: 2^20 needs 1 GiB. */
const MAX_LOG_N = 20

/** The file key wrapped to an X25519 recipient. */
export function wrapX25519(fileKey: Uint8Array, recipient: Uint8Array): Stanza {
  const { secret, recipient: share } = ephemeralX25519()
  const shared = agree(secret, recipient)
  if (shared === undefined) throw new Fault('AGE-RECIPIENT-MALFORMED', { why: 'low order' })
  const key = x25519Key(shared, share, recipient)
  return { args: ['X25519', raw64(share)], body: wrap(key, fileKey) }
}

/** The file key, or undefined when the stanza is not to this identity. */
export function unwrapX25519(stanza: Stanza, identity: X25519Identity): Uint8Array | undefined {
  const share = unraw64(stanza.args[1] ?? '')
  if (stanza.args.length !== 2 || share.length !== 32 || stanza.body.length !== FILE_KEY + TAG)
    throw damaged('stanza')
  const shared = agree(identity.secret, share)
  if (shared === undefined) throw damaged('stanza')
  return unwrap(x25519Key(shared, share, identity.recipient), stanza.body)
}

/** The file key wrapped to a passphrase, with work 2^logN. */
export function wrapScrypt(fileKey: Uint8Array, passphrase: string, logN = DEFAULT_LOG_N): Stanza {
  if (passphrase === '') throw new RangeError('empty passphrase')
  if (!Number.isInteger(logN) || logN < 1 || logN > MAX_LOG_N) throw new RangeError(`logN ${logN}`)
  const salt = randomBytes(16)
  return {
    args: ['scrypt', raw64(salt), String(logN)],
    body: wrap(scryptKey(passphrase, salt, logN), fileKey),
  }
}

/** The file key, or undefined when the passphrase is wrong. */
export function unwrapScrypt(stanza: Stanza, passphrase: string): Uint8Array | undefined {
  const [, salt64 = '', logN = ''] = stanza.args
  const salt = unraw64(salt64)
  if (stanza.args.length !== 3 || salt.length !== 16 || stanza.body.length !== FILE_KEY + TAG)
    throw damaged('stanza')
  if (!/^[1-9][0-9]?$/.test(logN)) throw damaged('stanza')
  if (Number(logN) > MAX_LOG_N) throw damaged('work-factor')
  return unwrap(scryptKey(passphrase, salt, Number(logN)), stanza.body)
}

function x25519Key(shared: Uint8Array, share: Uint8Array, recipient: Uint8Array): Uint8Array {
  const key = new Uint8Array(hkdfSync('sha256', shared, concat(share, recipient), X25519_INFO, 32))
  shred(shared)
  return key
}

function scryptKey(passphrase: string, salt: Uint8Array, logN: number): Uint8Array {
  const N = 2 ** logN
  const r = 8
  return scryptSync(utf8(passphrase), concat(SCRYPT_SALT, salt), 32, {
    N,
    r,
    p: 1,
    maxmem: 128 * r * (N + 4),
  })
}

/** The wrapping key is used once, so its nonce is zero. */
function wrap(key: Uint8Array, fileKey: Uint8Array): Uint8Array {
  const cipher = createCipheriv('chacha20-poly1305', key, new Uint8Array(12), { authTagLength: TAG })
  const body = concat(cipher.update(fileKey), cipher.final(), cipher.getAuthTag())
  shred(key)
  return body
}

function unwrap(key: Uint8Array, body: Uint8Array): Uint8Array | undefined {
  const cipher = createDecipheriv('chacha20-poly1305', key, new Uint8Array(12), { authTagLength: TAG })
  shred(key)
  cipher.setAuthTag(body.subarray(FILE_KEY))
  const fileKey = new Uint8Array(cipher.update(body.subarray(0, FILE_KEY)))
  return authentic(cipher) ? fileKey : undefined
}

/** True when the tag holds. node:crypto says 'unable to authenticate' without a code of its own. */
export function authentic(cipher: { final(): Uint8Array }): boolean {
  try {
    cipher.final()
    return true
  } catch (e) {
    if (e instanceof Error && /unable to authenticate/.test(e.message)) return false
    throw e
  }
}
