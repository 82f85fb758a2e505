import type { BiodataField } from '../../../../contract/biodata.ts'
import {
  AGAMA,
  CACAT,
  GOLONGAN_DARAH,
  JENIS_KELAMIN,
  KEWARGANEGARAAN,
  PENDIDIKAN,
  SHDK,
  STATUS_PERKAWINAN,
} from '../../../../contract/codes.ts'
import type { CodeList } from '../../../../contract/code-list.ts'
import { PEKERJAAN } from '../../../../contract/occupations.ts'
import type { Choice } from '../../../ui/choices.ts'

/** One field of the form: what it is, how wide of twelve columns, in the order of F-1.01. */
export type FormField = { readonly name: BiodataField; readonly span: 2 | 4 | 6 | 8 } & (
  | { readonly kind: 'text' | 'capitals' | 'digits' | 'nik' | 'day' | 'village' }
  | { readonly kind: 'choice'; readonly list: CodeList }
)

const COMMON: readonly FormField[] = [
  { name: 'nik', span: 4, kind: 'nik' },
  { name: 'kk', span: 4, kind: 'nik' },
  { name: 'shdk', span: 4, kind: 'choice', list: SHDK },
  { name: 'nama', span: 8, kind: 'capitals' },
  { name: 'jenisKelamin', span: 4, kind: 'choice', list: JENIS_KELAMIN },
  { name: 'tempatLahir', span: 4, kind: 'capitals' },
  { name: 'tanggalLahir', span: 4, kind: 'day' },
  { name: 'golonganDarah', span: 4, kind: 'choice', list: GOLONGAN_DARAH },
  { name: 'agama', span: 4, kind: 'choice', list: AGAMA },
  { name: 'statusPerkawinan', span: 4, kind: 'choice', list: STATUS_PERKAWINAN },
  { name: 'pendidikan', span: 4, kind: 'choice', list: PENDIDIKAN },
  { name: 'pekerjaan', span: 4, kind: 'choice', list: PEKERJAAN },
  { name: 'cacat', span: 4, kind: 'choice', list: CACAT },
  { name: 'kewarganegaraan', span: 4, kind: 'choice', list: KEWARGANEGARAAN },
  { name: 'alamat', span: 8, kind: 'capitals' },
  { name: 'rt', span: 2, kind: 'digits' },
  { name: 'rw', span: 2, kind: 'digits' },
  { name: 'desaKelurahan', span: 8, kind: 'village' },
  { name: 'telepon', span: 4, kind: 'digits' },
  { name: 'namaIbu', span: 6, kind: 'capitals' },
  { name: 'namaAyah', span: 6, kind: 'capitals' },
]

const FOREIGN: readonly FormField[] = [
  { name: 'negara', span: 4, kind: 'capitals' },
  { name: 'nomorItap', span: 4, kind: 'text' },
  { name: 'itapBerlakuHingga', span: 4, kind: 'day' },
]

/** The form for a citizenship (code 2 is a foreigner); what was typed of the permit stays visible whatever it is. */
export function formFields(values: Partial<Record<BiodataField, string>>): readonly FormField[] {
  const foreign = values.kewarganegaraan === '2' || FOREIGN.some(({ name }) => (values[name] ?? '') !== '')
  return foreign ? [...COMMON, ...FOREIGN] : COMMON
}

/** A list as the choices of a select, in the official order, in the language of the window. */
export function choicesOf(list: CodeList, language: 'id' | 'en'): Choice[] {
  return list.entries.map((entry) => ({
    value: entry.code,
    label: entry[language],
    also: language === 'id' ? (entry.aliases ?? []) : [entry.id, ...(entry.aliases ?? [])],
  }))
}
