import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeList } from './code-list.ts'
import * as codes from './codes.ts'
import { PEKERJAAN } from './occupations.ts'

const lists = { ...codes, PEKERJAAN }

test('every list is as long as the form says', () => {
  const lengths = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.entries.length]))
  expect(lengths).toEqual({
    AGAMA: 7,
    JENIS_KELAMIN: 2,
    KEWARGANEGARAAN: 2,
    STATUS_PERKAWINAN: 6,
    GOLONGAN_DARAH: 13,
    SHDK: 11,
    PENDIDIKAN: 10,
    CACAT: 7,
    PEKERJAAN: 99,
  })
})

describe.each(Object.entries(lists))('%s', (_, list) => {
  test('codes run from 1 without a gap, titles are there in both languages', () => {
    expect(list.entries.map((entry) => entry.code)).toEqual(list.entries.map((__, i) => String(i + 1)))
    for (const { id, en } of list.entries) {
      expect(id.trim()).toBe(id)
      expect(id.length).toBeGreaterThan(0)
      expect(en.length).toBeGreaterThan(0)
    }
  })

  test('a title finds its code in any case and spacing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...list.entries), fc.boolean(), (entry, upper) => {
        const written = upper ? entry.id.toUpperCase() : entry.id.toLowerCase()
        expect(list.find(` ${written.replaceAll('/', ' / ')} `)).toBe(entry.code)
        expect(list.find(entry.code)).toBe(entry.code)
      }),
    )
  })

  test('its schema takes its codes and nothing else', () => {
    for (const { code } of list.entries) expect(list.schema.parse(code)).toBe(code)
    for (const wrong of ['', '0', '01', String(list.entries.length + 1), 1, null, 'toString']) {
      expect(list.schema.safeParse(wrong).success).toBe(false)
    }
  })
})

test('the form counts its occupations by fives', () => {
  const marks = {
    5: 'Pegawai Negeri Sipil',
    10: 'Peternak',
    15: 'Karyawan Swasta',
    20: 'Buruh Tani/Perkebunan',
  }
  const more = {
    25: 'Tukang Listrik',
    30: 'Tukang Jahit',
    35: 'Mekanik',
    40: 'Penterjemah',
    45: 'Ustadz/Mubaligh',
  }
  const rest = {
    50: 'Anggota BPK',
    55: 'Duta Besar',
    60: 'Walikota',
    65: 'Guru',
    70: 'Akuntan',
    75: 'Apoteker',
  }
  const last = { 80: 'Peneliti', 85: 'Perangkat Desa', 90: 'Artis', 95: 'Operator', 99: 'Lainnya' }
  for (const [code, title] of Object.entries({ ...marks, ...more, ...rest, ...last })) {
    expect(PEKERJAAN.title(code)).toBe(title)
  }
})

test('the card shows four marital words and a dash for an unknown blood group', () => {
  const words = codes.STATUS_PERKAWINAN.entries.map((entry) => codes.STATUS_PERKAWINAN.cardWord(entry.code))
  expect(words).toEqual(['BELUM KAWIN', 'KAWIN', 'KAWIN', 'CERAI HIDUP', 'CERAI HIDUP', 'CERAI MATI'])
  expect(codes.GOLONGAN_DARAH.cardWord('13')).toBe('-')
  expect(codes.GOLONGAN_DARAH.cardWord('11')).toBe('O+')
  expect(codes.AGAMA.cardWord('3')).toBe('KATHOLIK')
  expect(codes.JENIS_KELAMIN.cardWord('2')).toBe('PEREMPUAN')
})

test('spellings found in files are understood, a word with two meanings is not guessed', () => {
  expect(codes.AGAMA.find('katolik')).toBe('3')
  expect(codes.JENIS_KELAMIN.find('p')).toBe('2')
  expect(codes.SHDK.find('ISTERI')).toBe('3')
  expect(PEKERJAAN.find('Wali Kota')).toBe('60')
  expect(codes.STATUS_PERKAWINAN.find('KAWIN')).toBeUndefined()
  expect(codes.STATUS_PERKAWINAN.find('cerai hidup')).toBeUndefined()
  expect(codes.GOLONGAN_DARAH.find('a +')).toBe('5')
  expect(codes.AGAMA.find('constructor')).toBeUndefined()
})

test('a code that is not in the list comes back as itself', () => {
  expect(codes.AGAMA.title('99')).toBe('99')
  expect(codes.AGAMA.title('3', 'en')).toBe('Catholicism')
  expect(codes.AGAMA.get('99')).toBeUndefined()
})

test('two entries that cannot be told apart are refused when the list is built', () => {
  const same = { code: '1', id: 'Satu', en: 'One' }
  expect(() => codeList([same, { ...same, id: 'Dua' }])).toThrow('twice')
  expect(() => codeList([same, { code: '2', id: 'SA TU', en: 'Two' }])).toThrow('two codes')
})
