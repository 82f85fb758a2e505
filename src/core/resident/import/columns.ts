import { RESIDENT_FIELDS, type ResidentField } from '../../../contract/resident-list.ts'
import { fold } from '../fold.ts'

/** How the Dinas' programs head their columns, folded. The first that fits a field is it. */
const HEADINGS: Readonly<Record<ResidentField, readonly string[]>> = {
  nik: ['nik', 'no nik', 'nomor nik', 'nomor induk kependudukan', 'no ktp', 'nomor ktp'],
  kk: ['no kk', 'nokk', 'nomor kk', 'kk', 'nomor kartu keluarga', 'no kartu keluarga'],
  name: ['nama lengkap', 'nama lgkp', 'nama', 'nama penduduk', 'name'],
  birthPlace: ['tempat lahir', 'tmpt lhr', 'tmp lahir', 'tempat lhr', 'place of birth'],
  birthDate: ['tanggal lahir', 'tgl lahir', 'tgl lhr', 'tanggal lhr', 'tgllahir', 'lahir', 'date of birth'],
  sex: ['jenis kelamin', 'jenis klmin', 'jns kelamin', 'kelamin', 'jk', 'l p', 'lp', 'sex', 'gender'],
  mother: ['nama ibu', 'nama lgkp ibu', 'nama lengkap ibu', 'ibu', 'nama ibu kandung', 'mother'],
  address: ['alamat', 'alamat lengkap', 'address'],
  rt: ['rt', 'no rt'],
  rw: ['rw', 'no rw'],
  village: [
    'kelurahan desa',
    'desa kelurahan',
    'kelurahan',
    'desa',
    'nama kel',
    'kel desa',
    'kel',
    'village',
  ],
}

/** What each column seems to hold, by its heading. */
export function guessColumns(header: readonly string[]): Partial<Record<ResidentField, number>> {
  const folded = header.map((text) => fold(text.replaceAll('_', ' ')))
  const columns: Partial<Record<ResidentField, number>> = {}
  for (const field of RESIDENT_FIELDS) {
    const at = HEADINGS[field].map((heading) => folded.indexOf(heading)).find((found) => found >= 0)
    if (at !== undefined) columns[field] = at
  }
  return columns
}

/** Headings by which a file is known again: the same columns get the same fields the next time. */
export function headerKey(header: readonly string[]): string {
  return header.map(fold).join('|').slice(0, 4000)
}
