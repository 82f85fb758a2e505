import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cropInside, isPortraitRatio, middleCrop } from './crop.ts'

const side = fc.integer({ min: 240, max: 12_000 })

test('the middle crop is 3x4, inside, and as large as can be', () => {
  fc.assert(
    fc.property(side, side, (width, height) => {
      const crop = middleCrop(width, height)
      expect(isPortraitRatio(crop.width, crop.height)).toBe(true)
      expect(crop.x).toBeGreaterThanOrEqual(0)
      expect(crop.y).toBeGreaterThanOrEqual(0)
      expect(crop.x + crop.width).toBeLessThanOrEqual(width)
      expect(crop.y + crop.height).toBeLessThanOrEqual(height)
      expect(crop.width === width || crop.height === height).toBe(true)
    }),
  )
})

test('an asked crop comes back inside the image, or not at all', () => {
  const number = fc.double({ min: -100, max: 2000, noNaN: true })
  fc.assert(
    fc.property(number, number, number, number, (x, y, width, height) => {
      const crop = cropInside({ x, y, width, height }, 640, 480)
      if ('why' in crop) return
      expect(crop.x + crop.width <= 640 && crop.y + crop.height <= 480).toBe(true)
      expect(isPortraitRatio(crop.width, crop.height)).toBe(true)
    }),
  )
})

test.each([
  [{ x: 0, y: 0, width: 480, height: 480 }],
  [{ x: 0, y: 0, width: 0, height: 0 }],
  [{ x: 600, y: 0, width: 360, height: 480 }],
])('%j of 640 x 480 is no crop', (asked) => {
  expect(cropInside(asked, 640, 480)).toHaveProperty('why')
})
