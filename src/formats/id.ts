import { z } from 'zod'
import { Fault } from '../lib/fault.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const BYTES = 16
const LENGTH = 26

/** The id of a packet, a disk, an epoch or a snapshot: 128 bits in 26 characters of lower-case Crockford base32. */
export const ID_PATTERN = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/

export const idSchema = z.string().regex(ID_PATTERN)

/** A new id from `random(16)`; ids carry no time and no person. */
export function newId(random: (bytes: number) => Uint8Array): string {
  return formatId(random(BYTES))
}

/** 16 bytes as an id, most significant bits first (two zero bits in front). */
export function formatId(bytes: Uint8Array): string {
  if (bytes.length !== BYTES) throw new RangeError(`an id has ${BYTES} bytes, not ${bytes.length}`)
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  let spelt = ''
  for (let i = 0; i < LENGTH; i++) {
    spelt = `${ALPHABET[Number(value & 31n)]}${spelt}`
    value >>= 5n
  }
  return spelt
}

/** The 16 bytes of an id; Fault FORMAT-UNREADABLE for anything that formatId never writes. */
export function parseId(spelt: string): Uint8Array {
  if (!ID_PATTERN.test(spelt)) throw new Fault('FORMAT-UNREADABLE', { format: 'id', why: 'alphabet' })
  let value = Array.from(spelt).reduce((sum, char) => (sum << 5n) | BigInt(ALPHABET.indexOf(char)), 0n)
  const bytes = new Uint8Array(BYTES)
  for (let i = BYTES - 1; i >= 0; i--) {
    bytes[i] = Number(value & 255n)
    value >>= 8n
  }
  return bytes
}
