/**
 * Nomor Kartu Keluarga: sixteen digits, by custom PPKKCC + DDMMYY of its issue + serial. That inner shape could not be
 * verified in any rule, so only the digits are a hard check. Unlike the NIK, a No. KK changes with the family.
 */
import { z } from 'zod'
import { daysInMonth } from './iso-date.ts'
import { nikDigits } from './nik.ts'

export type KkProblem = 'KK-CHARACTERS' | 'KK-LENGTH'
export type KkWarning = 'KK-REGION-UNKNOWN' | 'KK-DATE-UNLIKELY' | 'KK-SERIAL-UNLIKELY'

export type KkResult =
  | { readonly ok: true; readonly kk: string; readonly region: string; readonly serial: number }
  | { readonly ok: false; readonly code: KkProblem }

/** Reads a No. KK; spaces, dots and hyphens are taken away as for the NIK. */
export function parseKk(text: string): KkResult {
  const kk = nikDigits(text)
  if (!/^[0-9]*$/.test(kk)) return { ok: false, code: 'KK-CHARACTERS' }
  if (kk.length !== 16) return { ok: false, code: 'KK-LENGTH' }
  return { ok: true, kk, region: kk.slice(0, 6), serial: Number(kk.slice(12)) }
}

/** What looks unusual about a No. KK of sixteen digits; never a block. */
export function kkWarnings(
  kk: string,
  context: { regionCodes?: { has(code: string): boolean } },
): KkWarning[] {
  const parts = parseKk(kk)
  if (!parts.ok) return []
  const warnings: KkWarning[] = []
  if (context.regionCodes && !context.regionCodes.has(parts.region)) warnings.push('KK-REGION-UNKNOWN')
  const [day, month, yy] = [6, 8, 10].map((at) => Number(parts.kk.slice(at, at + 2)))
  // 2000 + yy: no KK with this numbering is older than SIAK.
  if (day! < 1 || month! < 1 || month! > 12 || day! > daysInMonth(2000 + yy!, month!)) {
    warnings.push('KK-DATE-UNLIKELY')
  }
  if (parts.serial === 0) warnings.push('KK-SERIAL-UNLIKELY')
  return warnings
}

/** Exactly sixteen digits; the issue's message is the `KkProblem`. */
export const kkSchema = z.string().superRefine((text, context) => {
  const result = parseKk(text)
  if (!result.ok) context.addIssue({ code: 'custom', message: result.code })
  else if (result.kk !== text) context.addIssue({ code: 'custom', message: 'KK-CHARACTERS' })
})
