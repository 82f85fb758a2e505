import { useQuery } from '@tanstack/react-query'
import type { BiodataDraft } from '../../../../contract/biodata.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { type ShownField, shownFields } from './shown-fields.ts'

/** Biodata as a person reads it, with the village looked up. */
export function useShownBiodata(biodata: BiodataDraft): ShownField[] {
  const language = useLanguage()
  const code = biodata.desaKelurahan ?? ''
  const village = useQuery(orpc.resident.region.queryOptions({ input: { code }, enabled: code !== '' }))
  return shownFields(biodata, village.data ?? null, language)
}
