import type { ResidentRow } from '../../../contract/resident-list.ts'

/** Fields of a resident, as the tables of the list and of its import spell them. */
export const FIELD_COLUMNS = {
  nik: 'nik',
  kk: 'kk',
  name: 'name',
  birthPlace: 'birth_place',
  birthDate: 'birth_date',
  sex: 'sex',
  mother: 'mother',
  address: 'address',
  rt: 'rt',
  rw: 'rw',
  village: 'village',
} as const satisfies Record<keyof ResidentRow, string>

/** What a select gives back under the fields' own names. */
export const RESIDENT_COLUMNS = Object.entries(FIELD_COLUMNS)
  .map(([field, column]) => `${column} AS "${field}"`)
  .join(', ')
