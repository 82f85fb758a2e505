import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFault } from '../lib/fault.ts'
import { formatId, idSchema, newId, parseId } from './id.ts'

test('known values', () => {
  expect(formatId(new Uint8Array(16))).toBe('0'.repeat(26))
  expect(formatId(new Uint8Array(16).fill(255))).toBe(`7${'z'.repeat(25)}`)
  expect(newId((n) => new Uint8Array(n).fill(1))).toBe('01040g2081040g2081040g2081')
})

test('any 16 bytes come back, and sort as the bytes do', () => {
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 })
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      expect(idSchema.safeParse(formatId(a)).success).toBe(true)
      expect(parseId(formatId(a))).toEqual(a)
      expect(Math.sign(Buffer.compare(a, b))).toBe(
        formatId(a) < formatId(b) ? -1 : formatId(a) > formatId(b) ? 1 : 0,
      )
    }),
  )
})

test.each([
  ['too many bits', `8${'0'.repeat(25)}`],
  ['upper case', 'A'.repeat(26)],
  ['letters that Crockford leaves out', 'l'.repeat(26)],
  ['short', '0'.repeat(25)],
  ['line feed behind', `${'0'.repeat(26)}\n`],
  ['path', '../../../../../../etc/passw'],
  ['empty', ''],
])('refuses %s', (_, spelt) => {
  expect(idSchema.safeParse(spelt).success).toBe(false)
  expect(() => parseId(spelt)).toThrow(expect.objectContaining({ code: 'FORMAT-UNREADABLE' }))
})

test('a random source of the wrong length is a bug, not a Fault', () => {
  try {
    newId(() => new Uint8Array(8))
    expect.unreachable()
  } catch (e) {
    expect(isFault(e)).toBe(false)
    expect(e).toBeInstanceOf(RangeError)
  }
})
