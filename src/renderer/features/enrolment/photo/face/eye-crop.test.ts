import fc from 'fast-check'
import { expect, test } from 'vitest'
import { betweenEyes, cropByEyes } from './eye-crop.ts'
import { flawsOf } from './flaws.ts'
import { sampleLook } from './testing/sample-look.ts'

const looking = fc
  .record({
    width: fc.integer({ min: 320, max: 4000 }),
    height: fc.integer({ min: 427, max: 3000 }),
    x: fc.double({ min: 0, max: 1, noNaN: true }),
    y: fc.double({ min: 0, max: 1, noNaN: true }),
    apart: fc.integer({ min: 5, max: 1500 }),
  })
  .map(({ width, height, x, y, apart }) => {
    const middle = { x: x * width, y: y * height }
    const eyes = [
      { x: middle.x - apart / 2, y: middle.y },
      { x: middle.x + apart / 2, y: middle.y },
    ] as const
    return { size: { width, height }, face: { eyes, eyeDistance: apart } }
  })

test('the eyes stand where a token image has them', () => {
  const { face, size } = sampleLook()
  const crop = cropByEyes(face!, size)
  expect(crop).toEqual({ x: 400, y: 32, width: 480, height: 640 })
  expect((betweenEyes(face!).y - crop.y) / crop.height).toBe(0.45)
})

test('wherever a face is, the photo is 3x4, inside the picture and large enough to print', () => {
  fc.assert(
    fc.property(looking, ({ face, size }) => {
      const { x, y, width, height } = cropByEyes(face, size)
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(size.width + 1)
      expect(y + height).toBeLessThanOrEqual(size.height + 1)
      // The core takes 2 % off 3:4, and nothing below 240 x 320.
      expect(Math.abs(width / height / 0.75 - 1)).toBeLessThan(0.02)
      expect([width >= 240, height >= 320]).toEqual([true, true])
    }),
  )
})

/** Faces near the middle, of about the size that they should have. */
const near = fc
  .record({
    x: fc.double({ min: 0.25, max: 0.75, noNaN: true }),
    y: fc.double({ min: 0.2, max: 0.7, noNaN: true }),
    apart: fc.integer({ min: 80, max: 190 }),
  })
  .map(({ x, y, apart }) => ({
    eyes: [
      { x: x * 1280 - apart / 2, y: y * 720 },
      { x: x * 1280 + apart / 2, y: y * 720 },
    ] as const,
    eyeDistance: apart,
  }))

test('a face without a flaw of place is where the standard wants it in its photo', () => {
  fc.assert(
    fc.property(near, (face) => {
      const seen = sampleLook({}, face)
      const { size } = seen
      const crop = cropByEyes(face, size)
      fc.pre(flawsOf(seen).length === 0)
      const { x, y } = betweenEyes(face)
      expect((x - crop.x) / crop.width).toBeGreaterThanOrEqual(0.45)
      expect((x - crop.x) / crop.width).toBeLessThanOrEqual(0.55)
      expect(1 - (y - crop.y) / crop.height).toBeGreaterThanOrEqual(0.5)
      expect(1 - (y - crop.y) / crop.height).toBeLessThanOrEqual(0.7)
      expect(crop.height / face.eyeDistance).toBeGreaterThanOrEqual(4.39)
    }),
  )
})
