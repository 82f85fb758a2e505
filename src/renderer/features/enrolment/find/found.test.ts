import { describe, expect, it } from 'vitest'
import type { Draft, RecordingRow } from '../../../../contract/enrolment.ts'
import { foundIn, listInput } from './found.ts'

const draft = (nik: string, nama: string): Draft => ({
  id: `draft-${nik}`,
  step: 'biodata',
  biodata: { nik, nama, tanggalLahir: `19${nik.slice(10, 12)}-${nik.slice(8, 10)}-01` },
  confirmed: false,
  amends: null,
  application: null,
  confirmedFields: [],
  called: null,
  reasons: {},
  alike: [],
  parked: null,
  returned: null,
  captures: [],
  documents: [],
  photoApproved: false,
  exceptions: [],
  truth: false,
  createdAt: '2017-03-17T01:00:00.000Z',
  updatedAt: '2017-03-17T01:00:00.000Z',
})
const row: RecordingRow = {
  id: 'recording-1',
  seq: 1,
  nik: '5272011703850001',
  name: 'CONTOH SATU',
  sealedAt: '2017-03-17T01:00:00.000Z',
  status: 'BIO_CAPTURED',
  copies: 1,
  received: false,
  suket: null,
  mark: null,
  outside: false,
}
const drafts = [draft('5272015703850002', 'CONTOH DUA'), draft('5272011001900003', 'Contoh Tiga')]

describe('foundIn', () => {
  it('shows the drafts alone while nothing is typed', () => {
    expect(foundIn('', drafts, [row]).map(({ kind }) => kind)).toEqual(['draft', 'draft'])
  })

  it('finds drafts by a part of the name or of a NIK with gaps, and puts them first', () => {
    expect(foundIn('contoh t', drafts, []).map(({ name }) => name)).toEqual(['Contoh Tiga'])
    expect(foundIn('527201 570385', drafts, [row]).map(({ kind }) => kind)).toEqual(['draft', 'recording'])
  })

  it('finds drafts by their birth date, alone or beside a name', () => {
    const names = (text: string) => foundIn(text, drafts, []).map(({ name }) => name)
    expect(names('01-03-1985')).toEqual(['CONTOH DUA'])
    expect(names('1/3/1985')).toEqual(['CONTOH DUA'])
    expect(names('1 maret 1985')).toEqual(['CONTOH DUA'])
    expect(names('dua 1 mar 1985')).toEqual(['CONTOH DUA'])
    expect(names('tiga 1 maret 1985')).toEqual([])
    expect(names('2-3-1985')).toEqual([])
  })

  it('offers to record a scanned NIK that nobody has, and only a valid one', () => {
    expect(foundIn('527201 010190 0009', [], [])).toEqual([
      { kind: 'start', id: '5272010101900009', nik: '5272010101900009', name: '' },
    ])
    expect(foundIn('5272019901900009', [], [])).toEqual([])
    expect(foundIn('5272015703850002', drafts, [])).toMatchObject([{ kind: 'draft' }])
  })
})

it('asks with the digits of a grouped NIK and never with more than the core takes', () => {
  expect(listInput('527201 170385 0001').text).toBe('5272011703850001')
  expect(listInput('contoh satu 2').text).toBe('contoh satu 2')
  expect(listInput('A'.repeat(500)).text).toHaveLength(80)
})
