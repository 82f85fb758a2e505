import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BIODATA_BLOCKS, BIODATA_WARNINGS } from './biodata-notices.ts'
import {
  BIODATA_FIELDS,
  biodataDraftSchema,
  biodataSchema,
  completeBiodata,
  tidyBiodata,
  type Biodata,
} from './biodata.ts'
import { photoBackground } from './photo-background.ts'

const SATU: Biodata = {
  nik: '5272011703850001',
  kk: '5272011703070001',
  nama: 'Contoh Satu',
  tempatLahir: 'Bima',
  tanggalLahir: '1985-03-17',
  jenisKelamin: '1',
  golonganDarah: '13',
  agama: '1',
  statusPerkawinan: '2',
  pekerjaan: '65',
  pendidikan: '8',
  kewarganegaraan: '1',
  cacat: '7',
  shdk: '1',
  alamat: 'Jalan Contoh 1',
  rt: '001',
  rw: '002',
  desaKelurahan: '52.72.01.1001',
  namaIbu: 'Contoh Ibu',
}

function problemsOf(change: Record<string, string>) {
  const result = completeBiodata({ ...SATU, ...change })
  return result.ok ? [] : result.problems
}

test('whole biodata is taken as it is, through JSON too', () => {
  expect(biodataSchema.parse(JSON.parse(JSON.stringify(SATU)))).toEqual(SATU)
  expect(completeBiodata(SATU)).toEqual({ ok: true, biodata: SATU })
})

test('an empty draft lacks every field of the form but the optional ones, in order', () => {
  const result = completeBiodata({})
  expect(result).toMatchObject({ ok: false })
  const optional = new Set([
    'lahirDiketahui',
    'namaAyah',
    'telepon',
    'negara',
    'nomorItap',
    'itapBerlakuHingga',
  ])
  expect(result.ok ? [] : result.problems).toEqual(
    BIODATA_FIELDS.filter((f) => !optional.has(f)).map((field) => ({ field, code: 'BIODATA-REQUIRED' })),
  )
})

test('what people type is tidied: spaces, separators, decomposed letters, short RT, cleared fields', () => {
  const result = completeBiodata({
    ...SATU,
    nik: '527201 170385 0001',
    kk: '527201-170307-0001',
    nama: '  Contoh   Rene\u0301\u200b ',
    rt: '1',
    rw: ' 02 ',
    telepon: '+62 812-0000-0001',
    namaAyah: '  ',
  })
  expect(result).toEqual({
    ok: true,
    biodata: { ...SATU, nama: 'Contoh René', rt: '001', rw: '002', telepon: '+6281200000001' },
  })
})

test.each([
  ['nik', '5272013203850001', 'NIK-DAY'],
  ['nik', '527201', 'NIK-LENGTH'],
  ['kk', 'x', 'KK-CHARACTERS'],
  ['nama', '   ', 'BIODATA-REQUIRED'],
  ['nama', 'A'.repeat(201), 'BIODATA-TEXT'],
  ['nama', 'Contoh \u0000 Satu', 'BIODATA-TEXT'],
  ['tanggalLahir', '1985-02-29', 'DATE-INVALID'],
  ['tanggalLahir', '17-03-1985', 'DATE-INVALID'],
  ['agama', '8', 'BIODATA-CODE'],
  ['agama', 'Islam', 'BIODATA-CODE'],
  ['pekerjaan', '100', 'BIODATA-CODE'],
  ['rt', '1234', 'BIODATA-RT-RW'],
  ['rw', 'A', 'BIODATA-RT-RW'],
  ['desaKelurahan', '5272011001', 'BIODATA-REGION'],
  ['desaKelurahan', '52.72.01', 'BIODATA-REGION'],
  ['telepon', '12', 'BIODATA-PHONE'],
  ['itapBerlakuHingga', '2030-13-01', 'DATE-INVALID'],
  ['jabatan', 'x', 'BIODATA-UNKNOWN-FIELD'],
])('%s = %j is named once, as %s', (field, value, code) => {
  expect(problemsOf({ [field]: value })).toEqual([{ field, code }])
  expect(BIODATA_BLOCKS).toHaveProperty([code])
})

test('the sealed form is strict: what tidying would change is not yet biodata', () => {
  expect(biodataSchema.safeParse({ ...SATU, nama: 'Contoh  Satu' }).success).toBe(false)
  expect(biodataSchema.safeParse({ ...SATU, agama: 1 }).success).toBe(false)
  expect(biodataSchema.safeParse({ ...SATU, jabatan: '1' }).success).toBe(false)
})

describe('drafts', () => {
  const draft = fc.record(
    Object.fromEntries(BIODATA_FIELDS.map((f) => [f, fc.string({ unit: 'binary', maxLength: 100 })])),
    { requiredKeys: [] },
  )

  test('anything typed can be kept, and tidying once is tidying for good', () => {
    fc.assert(
      fc.property(draft, (typed) => {
        expect(biodataDraftSchema.parse(typed)).toEqual(typed)
        const tidy = tidyBiodata(typed)
        expect(tidyBiodata(tidy)).toEqual(tidy)
      }),
    )
  })

  test('a field that is not of the form, or is not text, is refused', () => {
    expect(biodataDraftSchema.safeParse({ jabatan: 'x' }).success).toBe(false)
    expect(biodataDraftSchema.safeParse({ agama: 1 }).success).toBe(false)
  })
})

test('every notice is a sentence in both languages', () => {
  for (const { id, en } of [...Object.values(BIODATA_BLOCKS), ...Object.values(BIODATA_WARNINGS)]) {
    expect(id).toMatch(/^[A-Z].*\.$/)
    expect(en).toMatch(/^[A-Z].*\.$/)
  }
})

test('background of the photo', () => {
  expect(photoBackground('1985-03-17', '1')).toBe('red')
  expect(photoBackground('1986-03-17', '1')).toBe('blue')
  expect(photoBackground('1986-03-17', '2')).toBe('orange')
})
