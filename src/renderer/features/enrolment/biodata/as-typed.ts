import { formatNik, nikDigits } from '../../../../contract/nik.ts'
import { formatDay, parseDay } from '../../../ui/day.ts'
import type { FormField } from './fields.ts'

/** How a stored value stands in its field: a day as dd-mm-yyyy, NIK and KK in groups. */
export function toField({ kind }: FormField, stored: string): string {
  if (kind === 'day') return formatDay(stored)
  if (kind === 'nik') return formatNik(stored)
  return stored
}

/**
 * What is stored of a field's text: capitals as the card prints them, a day as ISO once it is one, NIK and KK without
 * gaps. A day that does not exist (31-02) is stored as it was typed, so that it is neither lost nor changed.
 */
export function toStored({ kind }: FormField, typed: string): string {
  if (kind === 'day') return parseDay(typed) ?? typed
  if (kind === 'nik') return nikDigits(typed)
  if (kind === 'capitals') return typed.toUpperCase()
  return typed
}

/** RT and RW are three digits: `1` becomes `001` when the field is left. */
export function whenLeft({ name, kind }: FormField, typed: string): string {
  const clean = typed.trim()
  if ((name === 'rt' || name === 'rw') && /^[0-9]{1,2}$/.test(clean)) return clean.padStart(3, '0')
  if (kind === 'day') return formatDay(parseDay(clean) ?? clean)
  if (kind === 'capitals' || kind === 'text') return clean.replace(/\s+/gu, ' ')
  return clean
}
