import { type By, openHeader, startHeader, type To } from './age-file-key.ts'
import { checkHeader, damaged, type Header, readHeader } from './age-header.ts'
import { CHUNK, NONCE, payloadBytes, payloadNonce, SEALED_CHUNK, Stream, TAG } from './age-stream.ts'
import { shred } from './bytes.ts'

/**
 * age v1 on node:crypto (https://age-encryption.org/v1): opens with stock `age`, at the speed of OpenSSL. X25519
 * recipients or one passphrase; never both, as the format forbids.
 */
export { decryptChunks, encryptChunks } from './age-chunks.ts'
export { AgeOpener } from './age-opener.ts'
export type { By, To } from './age-file-key.ts'
export { generateIdentity, recipientOf } from './age-keys.ts'

/**
 * Seals bytes into one age file. `fileKey` (16 bytes) opens this file alone: keep it for decryptWithFileKey, then
 * shred it. Fault AGE-RECIPIENT-MALFORMED; RangeError when nobody or both kinds are given.
 */
export function encrypt(plain: Uint8Array, to: To): { sealed: Uint8Array; fileKey: Uint8Array } {
  const { header, fileKey } = startHeader(to)
  const nonce = payloadNonce()
  const sealed = new Uint8Array(header.length + payloadBytes(plain.length))
  sealed.set(header)
  sealed.set(nonce, header.length)
  const stream = new Stream(fileKey, nonce)
  let at = header.length + NONCE
  for (let from = 0; from < plain.length || from === 0; from += CHUNK)
    at += stream.seal(plain.subarray(from, from + CHUNK), from + CHUNK >= plain.length, sealed, at)
  return { sealed, fileKey }
}

/**
 * Opens an age file. Faults AGE-NOT-AGE; AGE-NO-IDENTITY (no identity given is a recipient); AGE-PASSPHRASE (wrong);
 * AGE-DAMAGED {why} (header, MAC, chunk, truncated, trailing bytes). Never gives a part of a damaged file.
 * @param room where the plaintext goes, asked once for so many bytes
 */
export function decrypt(sealed: Uint8Array, by: By, room = fresh): Uint8Array {
  const header = wholeHeader(sealed)
  const fileKey = openHeader(header, by)
  try {
    return openPayload(sealed.subarray(header.bytes), fileKey, room)
  } finally {
    shred(fileKey)
  }
}

/** As decrypt, with the file key itself: the proof that what was written opens, before its plaintext goes. */
export function decryptWithFileKey(sealed: Uint8Array, fileKey: Uint8Array): Uint8Array {
  const header = wholeHeader(sealed)
  checkHeader(header, fileKey)
  return openPayload(sealed.subarray(header.bytes), fileKey, fresh)
}

function wholeHeader(sealed: Uint8Array): Header {
  const header = readHeader(sealed)
  if (header === undefined) throw damaged('truncated')
  return header
}

const fresh = (bytes: number) => new Uint8Array(bytes)

function openPayload(payload: Uint8Array, fileKey: Uint8Array, room: typeof fresh): Uint8Array {
  if (payload.length < NONCE + TAG) throw damaged('truncated')
  const stream = new Stream(fileKey, payload.subarray(0, NONCE))
  const sealed = payload.subarray(NONCE)
  const rest = sealed.length % SEALED_CHUNK
  if (rest > 0 && rest < TAG) throw damaged('truncated')
  const plain = room(sealed.length - TAG * Math.ceil(sealed.length / SEALED_CHUNK))
  let at = 0
  for (let from = 0; from < sealed.length; from += SEALED_CHUNK)
    at += stream.open(
      sealed.subarray(from, from + SEALED_CHUNK),
      from + SEALED_CHUNK >= sealed.length,
      plain,
      at,
    )
  return plain
}
