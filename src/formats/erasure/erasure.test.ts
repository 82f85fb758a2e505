import { expect, test } from 'vitest'
import { text, utf8 } from '../../lib/bytes.ts'
import { golden } from '../testing/golden.ts'
import { decodeErasure, encodeErasure } from './erasure.ts'

const GOLDEN = golden('erasure', 'erasure.json')

test('the golden file is read, and written again byte for byte', () => {
  const fields = decodeErasure(GOLDEN)
  expect(fields).toMatchObject({ station: '5272-01-A', seq: 1 })
  expect(fields.items.map(({ kind }) => kind)).toEqual(['recording', 'list'])
  expect(text(encodeErasure(fields))).toBe(text(GOLDEN))
})

test.each([
  ['"version":1', '"version":2', 'FORMAT-NEWER'],
  ['"kind":"list"', '"kind":"all"', 'FORMAT-UNREADABLE'],
  ['"seq":1', '"seq":0', 'FORMAT-UNREADABLE'],
])('%s as %s is refused', (from, to, code) => {
  expect(() => decodeErasure(utf8(text(GOLDEN).replace(from, to)))).toThrow(code)
})
