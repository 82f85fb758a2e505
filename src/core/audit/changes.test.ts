import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesOf } from './changes.ts'

const of = (values: unknown) => changesOf(JSON.stringify(values))

test('old and new stand side by side, field by field', () => {
  expect(of({ old: 'operator', new: 'penyelia' })).toEqual([{ field: '', old: 'operator', new: 'penyelia' }])
  expect(of({ old: { nama: 'SITI', kk: '1' }, new: { nama: 'SITTI' }, reason: 'ejaan' })).toEqual([
    { field: 'nama', old: 'SITI', new: 'SITTI' },
    { field: 'kk', old: '1', new: null },
    { field: 'reason', old: null, new: 'ejaan' },
  ])
  expect(of({ from: 'BIO_CAPTURED', to: 'PROCESSING', note: null })).toEqual([
    { field: '', old: 'BIO_CAPTURED', new: 'PROCESSING' },
  ])
})

test('a NIK is masked wherever it stands', () => {
  expect(
    JSON.stringify(of({ old: null, new: { nik: '5272015503900001' }, text: 'NIK 5272015503900001.' })),
  ).not.toContain('5272015503900001')
})

test('a field called as what every object has is a field like any other', () => {
  expect(of({ valueOf: null, toString: 'x' })).toEqual([{ field: 'toString', old: null, new: 'x' }])
})

test('whatever was committed to is shown, within bounds', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const changes = changesOf(json)
      expect(changes.length).toBeLessThanOrEqual(40)
      for (const { old, new: now } of changes)
        for (const text of [old, now]) expect(text?.length ?? 0).toBeLessThanOrEqual(1000)
    }),
  )
})
