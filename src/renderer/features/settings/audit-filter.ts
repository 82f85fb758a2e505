import type { AuditFilter } from '../../../contract/audit.ts'
import { parseDay } from '../../ui/day.ts'

/** The search as it stands in its fields. */
export interface TypedFilter {
  readonly about: string
  readonly actor: string
  readonly act: string
  readonly from: string
  readonly until: string
}

export const NO_FILTER: TypedFilter = { about: '', actor: '', act: '', from: '', until: '' }

/** A NIK's digits, with the blanks that people type between them taken out. */
const compact = (about: string) => about.replaceAll(/\s/g, '')

/** Whether a field holds what cannot be searched for yet: half a NIK, half a day. */
export function isUnfit(key: keyof TypedFilter, text: string): boolean {
  if (text.trim() === '') return false
  if (key === 'about') return /^\d*$/.test(compact(text)) && compact(text).length !== 16
  return (key === 'from' || key === 'until') && parseDay(text) === null
}

/** What is asked for: fields that are empty or not whole yet ask for nothing. */
export function filterOf(typed: TypedFilter): AuditFilter {
  const filled = (key: keyof TypedFilter, value: string | null) =>
    value === null || value === '' || isUnfit(key, typed[key]) ? {} : { [key]: value }
  return {
    ...filled('about', compact(typed.about)),
    ...filled('actor', typed.actor.trim()),
    ...filled('act', typed.act),
    ...filled('from', parseDay(typed.from)),
    ...filled('until', parseDay(typed.until)),
  }
}
