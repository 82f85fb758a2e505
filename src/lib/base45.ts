import { Fault } from './fault.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const VALUE = new Map(ALPHABET.split('').map((char, index) => [char, index]))

/** Base45 (RFC 9285): two bytes in three characters of QR's alphanumeric set. */
export function encodeBase45(bytes: Uint8Array): string {
  let out = ''
  for (let i = 0; i < bytes.length; i += 2) {
    const pair = i + 1 < bytes.length
    let n = pair ? bytes[i]! * 256 + bytes[i + 1]! : bytes[i]!
    for (let digits = pair ? 3 : 2; digits > 0; digits--) {
      out += ALPHABET[n % 45]
      n = Math.floor(n / 45)
    }
  }
  return out
}

/** Reads Base45; anything outside the alphabet, a lone character or a group over its range is a Fault BASE45-MALFORMED. */
export function decodeBase45(text: string): Uint8Array {
  if (text.length % 3 === 1) throw new Fault('BASE45-MALFORMED', { at: text.length })
  const out = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0))
  let to = 0
  for (let i = 0; i < text.length; i += 3) {
    const group = text.slice(i, i + 3)
    let n = 0
    for (let k = group.length - 1; k >= 0; k--) {
      const value = VALUE.get(group[k]!)
      if (value === undefined) throw new Fault('BASE45-MALFORMED', { at: i + k })
      n = n * 45 + value
    }
    if (n > (group.length === 3 ? 0xffff : 0xff)) throw new Fault('BASE45-MALFORMED', { at: i })
    if (group.length === 3) out[to++] = n >> 8
    out[to++] = n & 0xff
  }
  return out
}
