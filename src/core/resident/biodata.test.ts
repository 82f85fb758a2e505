import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BIODATA_WARNINGS } from '../../contract/biodata-notices.ts'
import { BIODATA_FIELDS, type Biodata, type BiodataDraft } from '../../contract/biodata.ts'
import { checkBiodata } from './biodata.ts'

const TODAY = '2026-11-23'
const REGIONS = {
  nikCodes: new Set(['527201', '527202']),
  get: (code: string) => (code.startsWith('52.72.0') ? { code } : undefined),
}

const SATU: Biodata = {
  nik: '5272011703850001',
  kk: '5272011703070001',
  nama: 'CONTOH SATU',
  tempatLahir: 'BIMA',
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
  alamat: 'JALAN CONTOH 1',
  rt: '001',
  rw: '002',
  desaKelurahan: '52.72.01.1001',
  namaIbu: 'CONTOH IBU',
}

const check = (change: BiodataDraft) => checkBiodata({ ...SATU, ...change }, TODAY, REGIONS)

test('sound biodata has nothing in the way and nothing to look at', () => {
  expect(check({})).toEqual({ blocking: [], warnings: [] })
})

describe('warnings, each at its field', () => {
  test.each<[BiodataDraft, string, string]>([
    [{ nik: '5299011703850001' }, 'nik', 'NIK-REGION-UNKNOWN'],
    [{ nik: '5272021703850001' }, 'nik', 'NIK-REGION-ELSEWHERE'],
    [{ tanggalLahir: '1985-03-18' }, 'nik', 'NIK-BIRTHDATE-MISMATCH'],
    [{ jenisKelamin: '2' }, 'nik', 'NIK-SEX-MISMATCH'],
    [{ kk: '9999991703070001' }, 'kk', 'KK-REGION-UNKNOWN'],
    [{ nama: 'CONTOH' }, 'nama', 'NAME-ONE-WORD'],
    [{ desaKelurahan: '99.72.01.1001', nik: '9972011703850001' }, 'desaKelurahan', 'REGION-UNKNOWN'],
    [{ shdk: '3' }, 'shdk', 'SHDK-SEX'],
    [{ shdk: '2', statusPerkawinan: '1' }, 'shdk', 'SHDK-UNMARRIED'],
    [{ tanggalLahir: '1885-03-17' }, 'tanggalLahir', 'BIRTHDATE-VERY-OLD'],
    [{ tanggalLahir: '1985-07-01' }, 'tanggalLahir', 'BIRTHDATE-DEFAULT'],
    [{ tanggalLahir: '2010-03-17', statusPerkawinan: '1' }, 'tanggalLahir', 'AGE-PRINT-AT-17'],
    [{ tanggalLahir: '2009-03-17' }, 'statusPerkawinan', 'MARRIED-UNDER-AGE'],
    [{ kewarganegaraan: '2' }, 'nomorItap', 'ITAP-MISSING'],
    [{ kewarganegaraan: '2', nomorItap: 'X1', itapBerlakuHingga: '2026-11-22' }, 'nomorItap', 'ITAP-EXPIRED'],
    [{ nomorItap: 'X1' }, 'nomorItap', 'ITAP-OF-CITIZEN'],
  ])('%j: %s %s', (change, field, code) => {
    const { blocking, warnings } = check(change)
    expect(blocking).toEqual([])
    expect(warnings).toContainEqual({ code, field })
    expect(BIODATA_WARNINGS).toHaveProperty([code])
  })

  test('a permit that ends today is still good, and its end may be unknown', () => {
    expect(check({ kewarganegaraan: '2', nomorItap: 'X1', itapBerlakuHingga: TODAY }).warnings).toEqual([])
    expect(check({ kewarganegaraan: '2', nomorItap: 'X1' }).warnings).toEqual([])
  })

  test('a region that is not known is not called elsewhere too', () => {
    const codes = check({ nik: '5299011703850001' }).warnings.map((warning) => warning.code)
    expect(codes).toEqual(['NIK-REGION-UNKNOWN'])
  })
})

describe('what blocks', () => {
  test('too young and never married, but not while the marital status is unknown', () => {
    const born = { tanggalLahir: '2010-11-24', statusPerkawinan: '1' as const }
    expect(check(born).blocking).toEqual([{ code: 'AGE-TOO-YOUNG', field: 'tanggalLahir' }])
    expect(check({ ...born, statusPerkawinan: '2' }).blocking).toEqual([])
    const { statusPerkawinan: _, ...open } = { ...SATU, ...born }
    expect(checkBiodata(open, TODAY, REGIONS).blocking).toEqual([
      { code: 'BIODATA-REQUIRED', field: 'statusPerkawinan' },
    ])
  })

  test('born tomorrow', () => {
    const { blocking, warnings } = check({ tanggalLahir: '2026-11-24' })
    expect(blocking).toEqual([{ code: 'BIRTHDATE-FUTURE', field: 'tanggalLahir' }])
    expect(warnings.map((warning) => warning.field)).toEqual(['nik'])
  })

  test('a wrong field blocks by its own code and makes no warnings besides', () => {
    expect(check({ nik: '5272013203850001' })).toEqual({
      blocking: [{ code: 'NIK-DAY', field: 'nik' }],
      warnings: [],
    })
    expect(check({ tanggalLahir: '1985-02-30' })).toEqual({
      blocking: [{ code: 'DATE-INVALID', field: 'tanggalLahir' }],
      warnings: [],
    })
  })

  test('an empty draft blocks by what is missing and warns of nothing', () => {
    const { blocking, warnings } = checkBiodata({}, TODAY, REGIONS)
    expect(warnings).toEqual([])
    expect(new Set(blocking.map((block) => block.code))).toEqual(new Set(['BIODATA-REQUIRED']))
  })
})

test('whatever is typed is checked without throwing, and a warning alone never blocks', () => {
  const typed = fc.record(
    Object.fromEntries(
      BIODATA_FIELDS.map((field) => [
        field,
        fc.oneof(
          fc.constant(SATU[field] ?? ''),
          fc.string({ maxLength: 30 }),
          fc.constantFrom('2030-01-01', '1', '2'),
        ),
      ]),
    ),
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(typed, (draft) => {
      const { blocking, warnings } = checkBiodata(draft, TODAY, REGIONS)
      const blocked = new Set(blocking.map((block) => block.field))
      const own = warnings.filter(({ field }) => field !== 'nomorItap' && field !== 'tanggalLahir')
      expect(own.filter(({ field }) => blocked.has(field))).toEqual([])
      for (const { code } of warnings) expect(BIODATA_WARNINGS).toHaveProperty([code])
    }),
  )
})
