import { expect, test } from 'vitest'
import { text, utf8 } from '../../lib/bytes.ts'
import { golden } from '../testing/golden.ts'
import { decodeAccess, encodeAccess } from './access.ts'

const GOLDEN = golden('access', 'access.json')

test('the golden file is read, and written again byte for byte', () => {
  const fields = decodeAccess(GOLDEN)
  expect(fields).toMatchObject({ station: '5272-01-A', epochs: [{ parent: null, upto: 9 }] })
  expect(fields.entries.map(({ seq }) => seq)).toEqual([1, 2])
  expect(text(encodeAccess(fields))).toBe(text(GOLDEN))
})

test.each([
  ['"version":1', '"version":2', 'FORMAT-NEWER'],
  ['"version":1', '"version":1,"more":1', 'FORMAT-UNREADABLE'],
  ['"about":"5272015503900001"', '"about":"5272"', 'FORMAT-UNREADABLE'],
  ['"seq":1', '"seq":0', 'FORMAT-UNREADABLE'],
  ['"upto":9', '"upto":-1', 'FORMAT-UNREADABLE'],
])('%s as %s is refused', (from, to, code) => {
  expect(() => decodeAccess(utf8(text(GOLDEN).replace(from, to)))).toThrow(code)
})
