import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Crop, cropByKey, guideCrop, moveCrop, scaleCrop, type Size } from './crop.ts'

function expectPrintable(crop: Crop, size: Size): void {
  expect(crop.x).toBeGreaterThanOrEqual(0)
  expect(crop.y).toBeGreaterThanOrEqual(0)
  expect(crop.x + crop.width).toBeLessThanOrEqual(size.width + 1)
  expect(crop.y + crop.height).toBeLessThanOrEqual(size.height + 1)
  // the core takes 2 % off 3:4
  expect(Math.abs(crop.width / crop.height / 0.75 - 1)).toBeLessThan(0.02)
}

describe('guideCrop', () => {
  it('stands in the middle of a landscape picture', () => {
    expect(guideCrop({ width: 1280, height: 720 }, 1)).toEqual({ x: 370, y: 0, width: 540, height: 720 })
  })

  it('is as wide as a narrow picture allows', () => {
    expect(guideCrop({ width: 600, height: 1200 }, 1)).toEqual({ x: 0, y: 200, width: 600, height: 800 })
  })
})

const sizes = fc.record({
  width: fc.integer({ min: 320, max: 8000 }),
  height: fc.integer({ min: 427, max: 8000 }),
})
const keys = fc.array(fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '+', '-'), {
  maxLength: 60,
})

it('stays 3x4, inside the picture and printable whatever keys are pressed', () => {
  fc.assert(
    fc.property(sizes, keys, (size, pressed) => {
      let crop = guideCrop(size)
      expectPrintable(crop, size)
      for (const key of pressed) {
        crop = cropByKey(key, crop, size) ?? crop
        expectPrintable(crop, size)
        expect(crop.height).toBeGreaterThanOrEqual(Math.min(320, size.height, size.width / 0.75) - 1)
      }
    }),
    { numRuns: 60 },
  )
})

it('moves and scales as asked where there is room', () => {
  const size = { width: 1280, height: 720 }
  const crop = { x: 400, y: 100, width: 375, height: 500 }
  expect(moveCrop(crop, 10, -20, size)).toEqual({ x: 410, y: 80, width: 375, height: 500 })
  expect(scaleCrop(crop, 1.2, size)).toEqual({ x: 363, y: 50, width: 450, height: 600 })
  expect(cropByKey('a', crop, size)).toBeNull()
})
