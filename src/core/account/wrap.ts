import { argon2, createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { promisify } from 'node:util'
import { concat, shred, utf8 } from '../../lib/bytes.ts'

const derive = promisify(argon2)

/** What a guess costs. Stored with each slot, so that it can rise without breaking old files. */
export interface Cost {
  /** KiB that argon2id fills. */
  readonly memory: number
  readonly passes: number
}

/** About 0.15 s on a desk's computer (measured: 64 MiB, 3 passes, 160 ms); RFC 9106's second choice. */
export const COST: Cost = { memory: 65_536, passes: 3 }

export const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
const CIPHER = 'chacha20-poly1305'

/** Key of a slot from what a person knows and, where the machine keeps secrets, what only this machine has. */
export async function passphraseKey(
  passphrase: string,
  salt: Uint8Array,
  cost: Cost,
  machine: Uint8Array | null,
): Promise<Uint8Array> {
  // Keyboards of different systems spell one letter in several ways.
  const message = utf8(passphrase.normalize('NFKC'))
  const stretched = await derive('argon2id', {
    message,
    nonce: salt,
    parallelism: 1,
    tagLength: 32,
    memory: cost.memory,
    passes: cost.passes,
  })
  try {
    return subkey(concat(new Uint8Array(stretched), machine ?? new Uint8Array(0)), salt, 'passphrase')
  } finally {
    shred(message)
    shred(stretched)
  }
}

/** A 32-byte key for one use from a secret that needs no stretching. */
export function subkey(secret: Uint8Array, salt: Uint8Array, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, `rekam-slots-v1 ${use}`, 32))
}

/** Nonce, ciphertext and tag; `context` must be given again to open. */
export function sealBytes(
  plain: Uint8Array,
  key: Uint8Array,
  nonce: Uint8Array,
  context: string,
): Uint8Array {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(utf8(context), { plaintextLength: plain.length })
  return concat(nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag())
}

/** What sealBytes sealed, or null where key, context or bytes are not the ones. */
export function openBytes(sealed: Uint8Array, key: Uint8Array, context: string): Uint8Array | null {
  const plainLength = sealed.length - NONCE_BYTES - TAG_BYTES
  if (plainLength < 0) return null
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(utf8(context), { plaintextLength: plainLength })
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES + plainLength))
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, NONCE_BYTES + plainLength))
  try {
    return concat(plain, decipher.final())
  } catch {
    // OpenSSL's one way to say that the tag does not fit; the caller says what that means.
    shred(plain)
    return null
  }
}

export const WRAP_NONCE_BYTES = NONCE_BYTES
