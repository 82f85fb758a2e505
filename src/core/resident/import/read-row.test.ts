import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Columns } from '../../../contract/resident-list.ts'
import { birthDateOf, readRow } from './read-row.ts'

const columns: Columns = { nik: 0, kk: 1, name: 2, birthDate: 3, sex: 4, village: 5 }
const NIK = '5272014107850001'
const row = (over: Partial<Record<'nik' | 'kk' | 'name' | 'born' | 'sex' | 'village', string>> = {}) => {
  const { nik, kk, name, born, sex, village } = {
    nik: NIK,
    kk: '5272010101100001',
    name: 'Siti Contoh',
    born: '01-07-1985',
    sex: 'P',
    village: 'Jatibaru',
    ...over,
  }
  return readRow([nik, kk, name, born, sex, village], columns)
}
const problems = (over: Parameters<typeof row>[0]) => {
  const read = row(over)
  return read.ok ? [] : read.problems
}

test('a row becomes a resident: digits alone, capitals, ISO dates, codes', () => {
  expect(row({ nik: '5272 0141 0785 0001', name: '  siti   contoh ' })).toEqual({
    ok: true,
    resident: {
      nik: NIK,
      kk: '5272010101100001',
      name: 'SITI CONTOH',
      birthPlace: '',
      birthDate: '1985-07-01',
      sex: '2',
      mother: '',
      address: '',
      rt: '',
      rw: '',
      village: 'JATIBARU',
    },
  })
})

test.each(['="5272014107850001"', "'5272014107850001", '5272.0141.0785.0001'])(
  'a NIK kept from rounding as %s',
  (nik) => {
    expect(problems({ nik })).toEqual([])
  },
)

test.each([
  ['NIK-MISSING', { nik: ' ' }],
  ['NIK-SHAPE', { nik: '527201410785001' }],
  ['NIK-SHAPE', { nik: '5272017207850001' }],
  ['NIK-ROUNDED', { nik: '5,27201E+15' }],
  ['NIK-ROUNDED', { nik: '5.27201410785E+15' }],
  ['KK-SHAPE', { kk: '12345' }],
  ['KK-ROUNDED', { kk: '5.2720101011E+15' }],
  ['NAME-MISSING', { name: '' }],
  ['TEXT-LONG', { name: 'A'.repeat(201) }],
  ['TEXT-BROKEN', { name: 'SITI \ufffd' }],
  ['DATE-SHAPE', { born: '31-02-1985' }],
  ['DATE-SHAPE', { born: '07-25-1985' }],
  ['DATE-SHAPE', { born: 'kemarin' }],
  ['SEX-SHAPE', { sex: 'X' }],
] as const)('%s: %o', (problem, over) => {
  expect(problems(over)).toEqual([problem])
})

test('everything that is wrong with a row is said at once', () => {
  expect(problems({ nik: '', name: '', born: 'x', sex: '?' })).toEqual([
    'NIK-MISSING',
    'NAME-MISSING',
    'DATE-SHAPE',
    'SEX-SHAPE',
  ])
})

test('no card, no date, no sex is nothing wrong', () => {
  for (const kk of ['', '-', '0', '0000000000000000']) expect(problems({ kk, born: '', sex: '' })).toEqual([])
})

describe('dates of birth', () => {
  test('are read as people here write them, the day first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2026 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.constantFrom('-', '/', '.', ' '),
        (year, month, day, sign) => {
          const two = (n: number) => String(n).padStart(2, '0')
          const iso = `${year}-${two(month)}-${two(day)}`
          for (const text of [
            iso,
            `${two(day)}${sign}${two(month)}${sign}${year}`,
            `${day}${sign}${month}${sign}${year}`,
            `${two(day)}${two(month)}${year}`,
            `${iso}T00:00:00.000Z`,
            `${day}/${month}/${year} 0:00:00`,
            `${year}/${month}/${day}`,
          ])
            expect(birthDateOf(text)).toBe(iso)
        },
      ),
    )
  })
})
