import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutSquare, halve, placeIn } from './pixels.ts'
import { drawn } from './testing/drawn.ts'

const grey = (shade: number) => [shade, shade, shade] as const

test('a square of the whole picture is the picture', () => {
  const picture = drawn(8, 8, (x, y) => grey(x * 20 + y))
  const cut = cutSquare(picture, { middle: { x: 4, y: 4 }, side: 8, angle: 0 }, 8, [0, 255])
  expect(cut[(3 * 8 + 5) * 3]).toBeCloseTo(5 * 20 + 3, 4)
})

test('a turned square stands upright in what is cut', () => {
  // Dark above, bright below; a quarter turn brings the dark half to the left of the square, whose own up points to the right.
  const picture = drawn(40, 40, (_, y) => grey(y < 20 ? 0 : 255))
  const cut = cutSquare(picture, { middle: { x: 20, y: 20 }, side: 20, angle: Math.PI / 2 }, 20, [0, 1])
  expect([cut[(10 * 20 + 2) * 3], cut[(10 * 20 + 17) * 3]]).toEqual([0, 1])
})

test('outside the picture it is black, and values are scaled as asked', () => {
  const cut = cutSquare(
    drawn(4, 4, () => grey(255)),
    { middle: { x: 0, y: 0 }, side: 8, angle: 0 },
    8,
    [-1, 1],
  )
  expect([cut[0], cut[(5 * 8 + 5) * 3]]).toEqual([-1, 1])
})

test('a large picture keeps what lies between its pixels', () => {
  const stripes = drawn(512, 512, (x) => grey((x & 1) * 255))
  const cut = cutSquare(stripes, { middle: { x: 256, y: 256 }, side: 512, angle: 0 }, 64, [0, 255])
  expect(Math.abs(cut[(32 * 64 + 32) * 3]! - 127.5)).toBeLessThan(2)
  expect(halve(stripes)).toMatchObject({ width: 256, height: 256 })
})

test('a place of the square and the pixel that was cut there are the same, at any turn', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
  fc.assert(
    fc.property(number(-3, 3), number(20, 90), number(0.1, 0.9), number(0.1, 0.9), (angle, side, u, v) => {
      // The red shade is the place from the left, the green one from the top.
      const picture = drawn(200, 200, (x, y) => [x, y, 0])
      const square = { middle: { x: 100, y: 100 }, side, angle }
      const size = 64
      const at = [Math.floor(u * size), Math.floor(v * size)] as const
      const cut = cutSquare(picture, square, size, [0, 255])
      const place = placeIn(square, { x: (at[0] + 0.5) / size, y: (at[1] + 0.5) / size })
      const from = (at[1] * size + at[0]) * 3
      expect(Math.abs(cut[from]! - (place.x - 0.5))).toBeLessThan(0.01)
      expect(Math.abs(cut[from + 1]! - (place.y - 0.5))).toBeLessThan(0.01)
    }),
  )
})
