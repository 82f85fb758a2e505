import { useQuery } from '@tanstack/react-query'
import type { BiodataDraft, BiodataField } from '../../../../contract/biodata.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { toField } from './as-typed.ts'
import { formFields } from './fields.ts'
import { villageWords } from './village-words.ts'

export interface ShownField {
  readonly name: BiodataField
  /** In words; empty where nothing was entered. */
  readonly text: string
}

/** Biodata as a person reads it: words instead of codes, in the order of the form. */
export function useShownBiodata(biodata: BiodataDraft): ShownField[] {
  const language = useLanguage()
  const code = biodata.desaKelurahan ?? ''
  const village = useQuery(orpc.resident.region.queryOptions({ input: { code }, enabled: code !== '' }))
  return formFields(biodata).map((field) => {
    const { name } = field
    const stored = biodata[name] ?? ''
    if (field.kind === 'choice') return { name, text: field.list.title(stored, language) }
    if (field.kind === 'village' && village.data) return { name, text: villageWords(village.data) }
    return { name, text: name === 'nik' || name === 'kk' ? stored : toField(field, stored) }
  })
}
