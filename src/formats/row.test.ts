import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from './json.ts'
import { utf8 } from '../lib/bytes.ts'
import { readBytes, readRow, type RowInput, spellBytes, spellRow } from './row.ts'

const read = (found: unknown) => readRow('x', found, (spelt) => readBytes('x', spelt))
const through = (row: RowInput) =>
  read(parseJson('x', utf8(JSON.stringify(spellRow('x', row, spellBytes))), 1 << 20))

test('every value of the database comes back', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    fc.constant(null),
    fc.uint8Array(),
  )
  const rows = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/), value)
  fc.assert(
    fc.property(rows, (row) => {
      expect(through(row)).toEqual({ ...row })
    }),
  )
})

test('bytes may come spelt, as the triggers write them, or in a Buffer', () => {
  expect(through({ a: { $bytes: 'AAEC' }, b: Buffer.from([3]) })).toEqual({
    a: Uint8Array.of(0, 1, 2),
    b: Uint8Array.of(3),
  })
})

test.each<[string, unknown]>([
  ['an array', []],
  ['nothing', null],
  ['text', 'row'],
  ['a column in capitals', { A: 1 }],
  ['a prototype', JSON.parse('{"__proto__":{"x":1}}')],
  ['a truth value', { a: true }],
  ['an object', { a: {} }],
  ['bytes and more', { a: { $bytes: '', more: 1 } }],
  ['bytes in no base64', { a: { $bytes: '?' } }],
  ['bytes in base64 of two spellings', { a: { $bytes: 'AB==' } }],
  ['an array in a column', { a: [1] }],
  ['too many columns', Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`c${i}`, i]))],
])('reading refuses %s', (_, found) => {
  expect(() => read(found)).toThrow(expect.objectContaining({ code: 'FORMAT-UNREADABLE' }))
})

test.each<[string, object]>([
  ['infinity', { a: Number.POSITIVE_INFINITY }],
  ['no number', { a: Number.NaN }],
  ['a truth value', { a: true }],
  ['undefined', { a: undefined }],
  ['a date', { a: new Date(0) }],
  ['a column with a quote', { 'a"': 1 }],
  ['wrong base64', { a: { $bytes: '?' } }],
])('writing refuses %s', (_, row) => {
  expect(() => spellRow('x', row as RowInput, spellBytes)).toThrow(
    expect.objectContaining({ code: 'FORMAT-INVALID' }),
  )
})
