import type { BiodataDraft } from '../../../contract/biodata.ts'
import type { ResidentRow } from '../../../contract/resident-list.ts'
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

/** What the Dinas' list says of a NIK, as a form begins with it; empty where there is no list or no such line. */
export function listedBiodata(station: Station, nik: string): BiodataDraft {
  const line = listedLine(station, nik)
  if (!line) return {}
  return Object.fromEntries(
    Object.entries(FIELDS).flatMap(([column, field]) => {
      const value = line[column as keyof typeof FIELDS]
      return value === '' ? [] : [[field, value]]
    }),
  )
}
