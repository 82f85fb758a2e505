import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encrypt, generateIdentity } from './age.ts'
import { AgeOpener } from './age-opener.ts'
import { CHUNK } from './age-stream.ts'
import { concat } from './bytes.ts'

const recipients = [generateIdentity().recipient]

function open(pieces: readonly Uint8Array[], fileKey: Uint8Array): Uint8Array {
  const plain: Uint8Array[] = []
  const opener = new AgeOpener(fileKey, (part) => plain.push(part.slice()))
  for (const piece of pieces) opener.update(piece)
  opener.end()
  return concat(...plain)
}

/** The bytes cut at these places. */
function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const places = [0, ...at.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end))
}

test('however the file comes in pieces, it opens to the same bytes', () => {
  const length = fc.oneof(
    fc.integer({ min: 0, max: 300 }),
    fc.constantFrom(CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7),
  )
  fc.assert(
    fc.property(length, fc.array(fc.nat()), (bytes, places) => {
      const plain = Uint8Array.from({ length: bytes }, (_, i) => (i * 31 + bytes) & 255)
      const { sealed, fileKey } = encrypt(plain, { recipients })
      expect(Buffer.compare(open(cut(sealed, places), fileKey), plain)).toBe(0)
    }),
  )
})

test('one changed bit, a missing or an added byte, another key: refused', () => {
  const { sealed, fileKey } = encrypt(new Uint8Array(2 * CHUNK).fill(7), { recipients })
  fc.assert(
    fc.property(fc.nat(sealed.length * 8 - 1), fc.array(fc.nat(), { maxLength: 4 }), (bit, places) => {
      const bent = sealed.slice()
      bent[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => open(cut(bent, places), fileKey)).toThrow(/^AGE-/)
    }),
  )
  expect(() => open([sealed.subarray(0, -1)], fileKey)).toThrow('AGE-DAMAGED')
  expect(() => open([sealed, Uint8Array.of(0)], fileKey)).toThrow('AGE-DAMAGED')
  expect(() => open([sealed], new Uint8Array(16))).toThrow('AGE-DAMAGED')
})

test('cut short anywhere, or empty, it is truncated', () => {
  const { sealed, fileKey } = encrypt(new Uint8Array(10), { recipients })
  for (let length = 0; length < sealed.length; length++) {
    expect(() => open([sealed.subarray(0, length)], fileKey)).toThrow(/^AGE-/)
  }
})
