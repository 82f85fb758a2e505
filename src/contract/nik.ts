/**
 * NIK (16 digits: PPKKCC region at first registration, DDMMYY birth date with DD + 40 for women, serial) and No. KK.
 *
 * Runs in the page (feedback while typing) and in the core (every import and sealing). A NIK is permanent (PP 40/2019
 * art. 30(2)): it follows neither a move nor a corrected birth date, so only its own shape is a hard check; what does
 * not agree with the biodata is a warning (`nikWarnings`) that the operator explains, never a refusal.
 */
import { z } from 'zod'
import { daysInMonth, isDefaultDate, isoDate, readIsoDate } from './iso-date.ts'

/** 1 Laki-laki, 2 Perempuan: the codes of `JENIS_KELAMIN`. */
export type Sex = '1' | '2'

export type NikProblem = 'NIK-CHARACTERS' | 'NIK-LENGTH' | 'NIK-DAY' | 'NIK-MONTH' | 'NIK-SERIAL'

export interface NikParts {
  /** The sixteen digits without spaces. */
  readonly nik: string
  /** PPKKCC: province, regency and district of the first registration. */
  readonly region: string
  /** Day of birth 1 to 31, the 40 of women taken off. */
  readonly day: number
  readonly month: number
  /** Last two digits of the year of birth; the century is not in the NIK. */
  readonly yy: number
  readonly sex: Sex
  /** 1 to 9999. */
  readonly serial: number
}

export type NikResult = ({ readonly ok: true } & NikParts) | { readonly ok: false; readonly code: NikProblem }

/** What people type or scan around the digits: spaces of any kind, dots, hyphens, slashes. */
const SEPARATORS = /[\s.\-/\u2010-\u2015]/gu

/** Takes separators away; says nothing about what is left. */
export function nikDigits(text: string): string {
  return text.replace(SEPARATORS, '')
}

/**
 * Reads a NIK by the hard checks alone: sixteen ASCII digits, day 01-31 or 41-71, month 01-12, serial not 0000.
 * Whether the day exists in that month is a warning, because a NIK once issued stays valid as it is.
 */
export function parseNik(text: string): NikResult {
  const code = nikTypingProblem(text)
  if (code !== null) return { ok: false, code }
  const nik = nikDigits(text)
  if (nik.length !== 16) return { ok: false, code: 'NIK-LENGTH' }
  const dd = Number(nik.slice(6, 8))
  return {
    ok: true,
    nik,
    region: nik.slice(0, 6),
    day: dd > 40 ? dd - 40 : dd,
    month: Number(nik.slice(8, 10)),
    yy: Number(nik.slice(10, 12)),
    sex: dd > 40 ? '2' : '1',
    serial: Number(nik.slice(12)),
  }
}

/** What is already wrong with a NIK that is still being typed, or null while it can become a valid one. */
export function nikTypingProblem(text: string): NikProblem | null {
  const digits = nikDigits(text)
  if (!/^[0-9]*$/.test(digits)) return 'NIK-CHARACTERS'
  if (digits.length > 16) return 'NIK-LENGTH'
  if (digits.length >= 8 && !isNikDay(Number(digits.slice(6, 8)))) return 'NIK-DAY'
  if (digits.length >= 10 && !isMonth(Number(digits.slice(8, 10)))) return 'NIK-MONTH'
  if (digits.length === 16 && digits.endsWith('0000')) return 'NIK-SERIAL'
  return null
}

function isNikDay(dd: number): boolean {
  return (dd >= 1 && dd <= 31) || (dd >= 41 && dd <= 71)
}

function isMonth(mm: number): boolean {
  return mm >= 1 && mm <= 12
}

/** Grouped 6-6-4 for the screen, also while it is being typed; what is not a digit stays untouched. */
export function formatNik(text: string): string {
  const digits = nikDigits(text)
  return [digits.slice(0, 6), digits.slice(6, 12), digits.slice(12)].filter((part) => part !== '').join(' ')
}

/** For lists: the birth date is hidden, `527201 ****** 0001`. Anything that is not sixteen long is hidden whole. */
export function maskNik(text: string): string {
  const digits = nikDigits(text)
  if (!/^[0-9]{16}$/.test(digits)) return '****** ****** ****'
  return `${digits.slice(0, 6)} ****** ${digits.slice(12)}`
}

export type NikWarning =
  | 'NIK-REGION-UNKNOWN'
  | 'NIK-DATE-IMPOSSIBLE'
  | 'NIK-BIRTHDATE-MISMATCH'
  | 'NIK-BIRTHDATE-DEFAULT'
  | 'NIK-SEX-MISMATCH'

export interface NikContext {
  /** ISO `yyyy-mm-dd`, as in the biodata. */
  readonly birthDate?: string | undefined
  readonly sex?: Sex | undefined
  /** Region codes of today as PPKKCC; codes of split regions are missing there and stay valid. */
  readonly regionCodes?: { has(code: string): boolean } | undefined
}

/**
 * Everything about a sound NIK that the operator should look at, in the order of its digits; never a block.
 * An unsound NIK has no warnings: `parseNik` says what is wrong with it.
 */
export function nikWarnings(nik: string, context: NikContext): NikWarning[] {
  const parts = parseNik(nik)
  if (!parts.ok) return []
  const warnings: NikWarning[] = []
  if (context.regionCodes && !context.regionCodes.has(parts.region)) warnings.push('NIK-REGION-UNKNOWN')
  if (nikBirthDates(parts).length === 0) warnings.push('NIK-DATE-IMPOSSIBLE')
  const date = birthDateWarning(parts, context.birthDate)
  if (date !== null) warnings.push(date)
  if (context.sex !== undefined && context.sex !== parts.sex) warnings.push('NIK-SEX-MISMATCH')
  return warnings
}

/**
 * A default date on one side (1 July or 31 December of the same year, the 15th of the same month) explains a
 * difference: the NIK was issued before the true date was known, or the other way round.
 */
function birthDateWarning(parts: NikParts, birthDate: string | undefined): NikWarning | null {
  const born = birthDate === undefined ? null : readIsoDate(birthDate)
  if (born === null) return null
  const sameYear = born.year % 100 === parts.yy
  const sameMonth = sameYear && born.month === parts.month
  if (sameMonth && born.day === parts.day) return null
  const defaults = new Set([isDefaultDate(born.month, born.day), isDefaultDate(parts.month, parts.day)])
  if (sameYear && defaults.has('year')) return 'NIK-BIRTHDATE-DEFAULT'
  if (sameMonth && defaults.has('month')) return 'NIK-BIRTHDATE-DEFAULT'
  return 'NIK-BIRTHDATE-MISMATCH'
}

/**
 * The birth dates that a NIK may mean, ISO, youngest first: 2000 to 2099 and 1900 to 1999, only dates that exist and,
 * when `today` (ISO) is given, are not in the future. A suggestion for an empty field, never a fact: see above.
 */
export function nikBirthDates(parts: NikParts, today?: string): string[] {
  return [2000 + parts.yy, 1900 + parts.yy]
    .filter((year) => parts.day <= daysInMonth(year, parts.month))
    .map((year) => isoDate(year, parts.month, parts.day))
    .filter((date) => today === undefined || date <= today)
}

/** Exactly sixteen digits that pass the hard checks; the issue's message is the `NikProblem`. */
export const nikSchema = z.string().superRefine((text, context) => {
  const result = parseNik(text)
  if (!result.ok) context.addIssue({ code: 'custom', message: result.code })
  else if (result.nik !== text) context.addIssue({ code: 'custom', message: 'NIK-CHARACTERS' })
})
