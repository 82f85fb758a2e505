import type { BiodataDraft } from '../../../../contract/biodata.ts'
import { formatUnknownDay, parseUnknownDay } from '../../../ui/day.ts'

type Birth = Pick<BiodataDraft, 'tanggalLahir' | 'lahirDiketahui'>

/** What is stored of a birth date with parts that are not known, as it is typed: `00-00-1950`. Null for any other text. */
export function storedBirth(typed: string): { tanggalLahir: string; lahirDiketahui: string } | null {
  const unknown = parseUnknownDay(typed)
  return unknown && { tanggalLahir: unknown.iso, lahirDiketahui: unknown.known }
}

/** The birth date as it stands in its field. */
export function birthInField({ tanggalLahir = '', lahirDiketahui }: Birth): string {
  return formatUnknownDay(tanggalLahir, lahirDiketahui)
}

/** The words beside a customary date that stands for an unknown one; null where the whole date is known. */
export function unknownKey({ lahirDiketahui }: Birth): 'onlyYear' | 'onlyMonth' | null {
  if (lahirDiketahui === 'tahun') return 'onlyYear'
  return lahirDiketahui === 'bulan' ? 'onlyMonth' : null
}
