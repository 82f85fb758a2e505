import { describe, expect, it } from 'vitest'
import { AGAMA } from '../../contract/codes.ts'
import { PEKERJAAN } from '../../contract/occupations.ts'
import { type Choice, searchChoices } from './choices.ts'

const choices = (list: typeof PEKERJAAN | typeof AGAMA): Choice[] =>
  list.entries.map(({ code, id, aliases }) => ({ value: code, label: id, also: aliases ?? [] }))
const find = (list: typeof PEKERJAAN | typeof AGAMA, text: string) =>
  searchChoices(choices(list), text).map(({ label }) => label)

describe('searchChoices', () => {
  it('puts the beginning of the title before the beginning of a word', () => {
    expect(find(PEKERJAAN, 'karyawan')).toEqual([
      'Karyawan Swasta',
      'Karyawan BUMN',
      'Karyawan BUMD',
      'Karyawan Honorer',
    ])
    expect(find(PEKERJAAN, 'guru')[0]).toBe('Guru')
    expect(find(PEKERJAAN, 'swasta')[0]).toBe('Karyawan Swasta')
  })

  it('knows other spellings', () => {
    expect(find(PEKERJAAN, 'pns')[0]).toBe('Pegawai Negeri Sipil')
    expect(find(AGAMA, 'katolik')).toEqual(['Katholik'])
  })

  it('shows the official order while nothing is typed, and nothing for nonsense', () => {
    expect(find(PEKERJAAN, '')).toHaveLength(99)
    expect(find(AGAMA, ' ')).toEqual(AGAMA.entries.map(({ id }) => id))
    expect(find(AGAMA, 'zzz')).toEqual([])
  })
})
