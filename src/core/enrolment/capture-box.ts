import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { release } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'

const CIPHER = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

/** The key of one draft's captures. */
export const CAPTURE_KEY_BYTES = 32

/**
 * A capture as it lies in the store: nonce, ciphertext, tag, bound to its draft and slot. The store is encrypted anyway; this key is
 * the draft's own and goes with its row, so that deleting a draft destroys its captures without writing megabytes of zeros.
 */
export function boxCapture(
  key: Uint8Array,
  random: (bytes: number) => Uint8Array,
  place: string,
  bytes: Uint8Array,
): Uint8Array {
  const nonce = random(NONCE)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG })
  cipher.setAAD(Buffer.from(place))
  const sealed = cipher.update(bytes)
  cipher.final()
  const box = Buffer.concat([nonce, sealed, cipher.getAuthTag()])
  release(sealed)
  return box
}

/** A draft's key for opening many boxes: Node looks at bare bytes anew each time, which takes longer than a small capture. */
export function captureKey(key: Uint8Array): KeyObject {
  return createSecretKey(key)
}

/** The capture again; STORE-DAMAGED when the box was altered or lies in another place. */
export function unboxCapture(key: Uint8Array | KeyObject, place: string, box: Uint8Array): Uint8Array {
  try {
    const tag = box.subarray(box.length - TAG)
    const decipher = createDecipheriv(CIPHER, key, box.subarray(0, NONCE), { authTagLength: TAG })
    decipher.setAuthTag(tag)
    decipher.setAAD(Buffer.from(place))
    const bytes = decipher.update(box.subarray(NONCE, box.length - TAG))
    decipher.final()
    return bytes
  } catch (cause) {
    throw new Fault('STORE-DAMAGED', { what: 'capture' }, { cause })
  }
}

/** Length of what is inside a box. */
export function unboxedLength(length: number): number {
  return length - NONCE - TAG
}
