import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../testing/fake-ports.ts'
import { boxCapture, unboxCapture, unboxedLength } from './capture-box.ts'

const random = seededRandom('box')
const key = random(32)

test('what goes in comes out, and no two boxes are alike', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      const box = boxCapture(key, random, 'd/photo', bytes)
      expect(Buffer.from(unboxCapture(key, 'd/photo', box))).toEqual(Buffer.from(bytes))
      expect(unboxedLength(box.length)).toBe(bytes.length)
      expect(Buffer.from(boxCapture(key, random, 'd/photo', bytes)).equals(box)).toBe(false)
    }),
  )
})

test('one changed bit, another place, another key or a short box is found', () => {
  const box = boxCapture(key, random, 'd/photo', Buffer.from('image'))
  for (let at = 0; at < box.length; at++) {
    const changed = Uint8Array.from(box)
    changed[at]! ^= 1
    expect(() => unboxCapture(key, 'd/photo', changed)).toThrow('STORE-DAMAGED')
  }
  expect(() => unboxCapture(key, 'd/signature', box)).toThrow('STORE-DAMAGED')
  expect(() => unboxCapture(random(32), 'd/photo', box)).toThrow('STORE-DAMAGED')
  expect(() => unboxCapture(key, 'd/photo', box.subarray(0, 10))).toThrow('STORE-DAMAGED')
})
