import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NikTable } from './nik-table.ts'

const nik = fc
  .tuple(fc.constantFrom('52720101', '00000000', '99999999', '91719999'), fc.nat(99_999_999))
  .map(([high, low]) => `${high}${String(low).padStart(8, '0')}`)

test('every NIK has the number in which it came first, as in a map', () => {
  fc.assert(
    fc.property(fc.array(nik, { maxLength: 200 }), (niks) => {
      const table = new NikTable()
      const model = new Map<string, number>()
      for (const one of niks) {
        if (!model.has(one)) model.set(one, model.size)
        expect(table.numberOf(one)).toBe(model.get(one))
      }
      expect(table.size).toBe(model.size)
    }),
  )
})

test('it grows, and forgets none', () => {
  const table = new NikTable()
  const many = 200_000
  // More than a number can tell apart: the last digits differ.
  const nikOf = (n: number) => `9999999${String(n).padStart(9, '0')}`
  for (let n = 0; n < many; n++) table.numberOf(nikOf(n))
  let wrong = 0
  for (let n = 0; n < many; n++) if (table.numberOf(nikOf(n)) !== n) wrong++
  expect({ wrong, size: table.size }).toEqual({ wrong: 0, size: many })
})

test('more residents than any list has are refused; known ones are still found', () => {
  const table = new NikTable(2)
  table.numberOf('5272010101010001')
  table.numberOf('5272010101010002')
  expect(() => table.numberOf('5272010101010003')).toThrow(
    expect.objectContaining({ code: 'RESIDENTS-FILE' }),
  )
  expect(table.numberOf('5272010101010002')).toBe(1)
})
