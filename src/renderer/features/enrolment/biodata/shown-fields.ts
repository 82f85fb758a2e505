import type { BiodataDraft, BiodataField } from '../../../../contract/biodata.ts'
import type { Region } from '../../../../contract/resident.ts'
import type { Language } from '../../../i18n/i18n.ts'
import { toField } from './as-typed.ts'
import { unknownKey } from './birth.ts'
import { formFields } from './fields.ts'
import { regionWords } from '../region/region-words.ts'

export interface ShownField {
  readonly name: BiodataField
  /** In words; empty where nothing was entered. */
  readonly text: string
}

const UNKNOWN = {
  onlyYear: { id: 'tanggal dan bulan tidak diketahui', en: 'day and month not known' },
  onlyMonth: { id: 'tanggal tidak diketahui', en: 'day not known' },
} as const

/** Biodata as a person reads it: words instead of codes, in the order of the form. */
export function shownFields(biodata: BiodataDraft, village: Region | null, language: Language): ShownField[] {
  return formFields(biodata).map((field) => {
    const { name } = field
    const stored = biodata[name] ?? ''
    if (field.kind === 'choice') return { name, text: field.list.title(stored, language) }
    const unknown = name === 'tanggalLahir' ? unknownKey(biodata) : null
    if (unknown) return { name, text: `${toField(field, stored)} (${UNKNOWN[unknown][language]})` }
    if (field.kind === 'village' && village) return { name, text: regionWords(village) }
    return { name, text: name === 'nik' || name === 'kk' ? stored : toField(field, stored) }
  })
}
