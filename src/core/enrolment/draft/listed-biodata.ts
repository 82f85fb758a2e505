import type { BiodataDraft } from '../../../contract/biodata.ts'
import type { ResidentRow } from '../../../contract/resident-list.ts'
import { isFault } from '../../../lib/fault.ts'
import { listedLine } from '../../resident/index.ts'
import type { Station } from '../../station.ts'

/** Fields of the form by the columns of the list. The village is a name there and a code here: it is chosen at the desk. */
const FIELDS = {
  kk: 'kk',
  name: 'nama',
  birthPlace: 'tempatLahir',
  birthDate: 'tanggalLahir',
  sex: 'jenisKelamin',
  mother: 'namaIbu',
  address: 'alamat',
  rt: 'rt',
  rw: 'rw',
} as const satisfies Partial<Record<keyof ResidentRow, keyof BiodataDraft>>

/** A damaged list is none: nobody is kept from being recorded by it. */
function lineOf(station: Station, nik: string): ResidentRow | null {
  try {
    return listedLine(station, nik)
  } catch (error) {
    if (!isFault(error, 'RESIDENTS-DAMAGED')) throw error
    station.ports.log.error('the resident list is damaged', {})
    return null
  }
}

/** What the Dinas' list says of a NIK, as a form begins with it; empty where there is no list or no such line. */
export function listedBiodata(station: Station, nik: string): BiodataDraft {
  const line = lineOf(station, nik)
  if (!line) return {}
  return Object.fromEntries(
    Object.entries(FIELDS).flatMap(([column, field]) => {
      const value = line[column as keyof typeof FIELDS]
      return value === '' ? [] : [[field, value]]
    }),
  )
}
