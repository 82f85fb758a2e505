import { expect, test } from 'vitest'
import { putBehind } from './put-behind.ts'
import { drawn } from './testing/drawn.ts'

const square = { middle: { x: 30, y: 40 }, side: 80, angle: 0 }

test('the colour stands behind the person, the person stays as it is, and between them it is mixed', () => {
  const picture = drawn(60, 80, () => [10, 200, 30])
  // The right half of the square is person.
  const mask = Float32Array.from({ length: 16 * 16 }, (_, at) => (at % 16 < 8 ? 0 : 1))
  const { data } = putBehind(picture, mask, 16, square, [179, 32, 44])
  const at = (x: number, y: number) => [...data.subarray((y * 60 + x) * 4, (y * 60 + x) * 4 + 4)]
  expect(at(2, 40)).toEqual([179, 32, 44, 255])
  expect(at(57, 40)).toEqual([10, 200, 30, 255])
  const edge = at(30, 40)
  expect(edge[0]).toBeGreaterThan(10)
  expect(edge[0]).toBeLessThan(179)
  expect(picture.data[0]).toBe(10)
})
