import { z } from 'zod'

/** Names that Windows gives to devices: a folder with such a name cannot be made there. */
const RESERVED = /^(?:CON|PRN|AUX|NUL|COM\d|LPT\d)$/

/** The code of a station, also a folder's name on disks: `5272-01-A`. */
export const stationSchema = z
  .string()
  .regex(/^[A-Z0-9](?:[A-Z0-9-]{1,18})[A-Z0-9]$/)
  .refine((code) => !RESERVED.test(code))

/** The code of a receiving site: `mmu`, `batam`, or a Dinas' collecting post such as `pos-5272`. */
export const siteSchema = z.string().regex(/^[a-z][a-z0-9-]{1,18}[a-z0-9]$/)

/** SHA-256 in lower-case hexadecimal. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** A sequence number: from 1, exactly representable. */
export const seqSchema = z.int().min(1)

/** A count of bytes or things: from 0, exactly representable. */
export const countSchema = z.int().min(0)

/** An instant in ISO 8601 with its zone, as the station's clock had it; order never depends on it. */
export const instantSchema = z.iso.datetime({ offset: true }).max(35)

/** The id of a signing key as minisign prints it: 16 upper-case hexadecimal characters. */
export const keyIdSchema = z.string().regex(/^[0-9A-F]{16}$/)

/** Text of one line, of a person's writing: no control characters, no direction overrides, 1 to `max` characters. */
export function lineSchema(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((line) => !/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(line))
}

/** Standard base64 with padding that decodes to at most `max` bytes. */
export function base64Schema(max: number) {
  return z.base64().max(Math.ceil(max / 3) * 4)
}
