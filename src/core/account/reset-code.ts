const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 80 bits: beyond guessing, so no stretching is needed, and short enough for a telephone. */
export const CODE_LENGTH = 16

/** A new reset code of 16 Crockford characters. */
export function newResetCode(random: (bytes: number) => Uint8Array): string {
  return Array.from(random(CODE_LENGTH), (byte) => ALPHABET[byte & 31]).join('')
}

/** In groups of four, as it is printed and read aloud. */
export function speltResetCode(code: string): string {
  return code.replace(/(.{4})(?!$)/g, '$1-')
}

/** What a person typed as the code it stands for: case, dashes, spaces, and O I L as Crockford reads them. */
export function readResetCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}
