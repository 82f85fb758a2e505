import { createCipheriv, createDecipheriv } from 'node:crypto'
import { concat, shred, utf8 } from './bytes.ts'

export const NONCE_BYTES = 12
const TAG_BYTES = 16
const CIPHER = 'chacha20-poly1305'

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
