/** The alphabet of ids (contract/ids.ts). */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new id, made here so that a repeated call draws one number. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => LETTERS[byte % 32]).join('')
}
