import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RESIDENT_FIELDS } from '../../../contract/resident-list.ts'
import { chosenOf, columnsOf, problemsOf, withField } from './chosen-columns.ts'

test('columns become choices and come back', () => {
  const field = fc.subarray([...RESIDENT_FIELDS])
  fc.assert(
    fc.property(field, (fields) => {
      const columns = Object.fromEntries(fields.map((one, n) => [one, n]))
      expect(columnsOf(chosenOf(columns, 14))).toEqual(columns)
    }),
  )
})

test('stepping over a field in one column takes it from no other; two of one are said', () => {
  const first = withField(chosenOf({}, 3), 0, 'nik')
  const stepping = withField(first, 1, 'nik')
  expect(problemsOf(stepping)).toEqual({ missing: ['name', 'birthDate'], twice: ['nik'] })
  const done = withField(withField(stepping, 1, 'name'), 2, 'birthDate')
  expect(columnsOf(done)).toEqual({ nik: 0, name: 1, birthDate: 2 })
  expect(problemsOf(done)).toEqual({ missing: [], twice: [] })
  expect(withField(done, 0, 'something else')).toEqual(['', 'name', 'birthDate'])
})
