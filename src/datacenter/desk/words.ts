import { isRefusalCode, refusalOf } from '../../contract/catalogue.ts'
import type { Fault } from '../../lib/fault.ts'
import { type Language, LANGUAGES } from './view.ts'

/** What happened, in the words of the catalogue. */
export function refusalWords(code: string, language: Language): string {
  return refusalOf(code)[language].what
}

/** The three lines of a refusal, with its own values; its field in the words of the form. */
export function refusalLines(
  { code, params }: Fault,
  language: Language = 'id',
): { what: string; safe: string; todo: string } {
  const { field } = params
  const named = LANGUAGES[language].fields
  const values = { ...params, ...(field === undefined ? {} : { field: named[field] ?? field }) }
  return refusalOf(code, values)[language]
}

/** A fault on a terminal: its code and values first; what the catalogue knows of itself is told in its words. */
export function faultLines(fault: Fault): string[] {
  if (!isRefusalCode(fault.code)) return [fault.message]
  const { what, safe, todo } = refusalLines(fault)
  return [fault.message, what, safe, todo]
}
