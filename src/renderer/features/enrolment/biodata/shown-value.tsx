import { NikText } from '../../../ui/nik-text.tsx'
import type { ShownField } from './shown-fields.ts'

/** One value of biodata on paper-like pages; NIK and KK in their groups. */
export function ShownValue({ field: { name, text } }: { field: ShownField }) {
  if (name === 'nik' || name === 'kk') return <NikText nik={text} />
  return text === '' ? '–' : text
}
