import { maskNik } from '../../../contract/nik.ts'
import type { SearchPlace } from '../../../contract/resident-list.ts'
import type { Station } from '../../station.ts'
import { residentKey } from './key.ts'
import { listOf } from './open-list.ts'
import { searchResidents } from './search.ts'

/** What found a resident: the words themselves, their sound, or something like them (the phases of `searchResidents`). */
const FITS = { 4: 'sound', 5: 'like' } as const

/**
 * A page of the search of residents (`searchResidents`), with masked NIK. RESIDENTS-NONE.
 */
export function findResidents(
  station: Station,
  question: { text: string; village?: string | undefined; from?: SearchPlace | undefined; limit: number },
) {
  const { rows, next } = searchResidents(listOf(station).read, question)
  return {
    rows: rows.map(({ id, phase, nik, ...row }) => ({
      ...row,
      key: residentKey(station, { id, nik }),
      nik: maskNik(nik),
      fit: FITS[phase as keyof typeof FITS] ?? ('whole' as const),
    })),
    next,
  }
}
