import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concat, utf8 } from './bytes.ts'
import { GrowingBytes } from './growing-bytes.ts'

const piece = fc.oneof(fc.uint8Array({ maxLength: 200_000 }), fc.string({ unit: 'grapheme', maxLength: 300 }))

test('whatever is added, in whatever order: it is what concatenating it gives', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const growing = new GrowingBytes()
      const due = concat(
        ...pieces.map((one) => {
          if (typeof one === 'string') {
            growing.addText(one)
            return utf8(one)
          }
          growing.add(one)
          return one
        }),
      )
      expect([growing.length, Buffer.compare(growing.bytes(), due)]).toEqual([due.length, 0])
    }),
    { numRuns: 60 },
  )
})

test('what was given back is zeroed, and it begins anew', () => {
  const growing = new GrowingBytes()
  growing.addText('3174010101010001')
  const held = growing.bytes()
  const { buffer } = held
  growing.release()
  expect([growing.length, growing.bytes().length, held.length, buffer.byteLength]).toEqual([0, 0, 0, 0])
  growing.add(utf8('lagi'))
  expect(Buffer.from(growing.bytes()).toString()).toBe('lagi')
})
