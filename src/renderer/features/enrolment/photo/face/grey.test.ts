import { expect, test } from 'vitest'
import { greyFace, measureGrey } from './grey.ts'
import { drawn } from './testing/drawn.ts'
import { sampleLook } from './testing/sample-look.ts'

const face = sampleLook().face!
const measure = (shade: (x: number, y: number) => number) =>
  measureGrey(
    greyFace(
      drawn(1280, 720, (x, y) => {
        const value = shade(x, y)
        return [value, value, value]
      }),
      face,
    ),
  )
/** Waves of a width in pixels: fine ones are detail, long ones are what blur leaves. */
const waves =
  (width: number, low = 40, high = 200) =>
  (x: number, y: number) =>
    low + ((high - low) * (2 + Math.sin((x / width) * Math.PI * 2) + Math.sin((y / width) * Math.PI * 2))) / 4

test('the same detail is as sharp in dim light, and less sharp when it is blurred', () => {
  const sharp = measure(waves(20)).sharpness
  expect(measure(waves(20, 20, 100)).sharpness).toBeCloseTo(sharp, 3)
  expect(measure(waves(80)).sharpness).toBeLessThan(sharp / 3)
})

test('shades, burnt and black parts, and the two halves are told', () => {
  expect(measure(() => 130)).toMatchObject({ light: expect.closeTo(130, 1), burnt: 0, uneven: 0 })
  expect(measure(() => 255).burnt).toBe(1)
  expect(measure(() => 0).black).toBe(1)
  const half = measure((x) => (x < 640 ? 60 : 180))
  expect(half.uneven).toBeCloseTo(1, 1)
  expect(half.range).toBeCloseTo(120, 0)
})
