import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anchors, DETECTOR_SIZE, facesIn, meshSquare, overlap } from './find-faces.ts'

const ANCHORS = anchors()
const whole = { middle: { x: 128, y: 128 }, side: DETECTOR_SIZE, angle: 0 }

/** An answer in which these candidates see a face of this size at a place, as sure as is said. */
function answer(seen: readonly { at: number; x: number; y: number; side: number; sure: number }[]) {
  const scores = new Float32Array(ANCHORS.length).fill(-20)
  const boxes = new Float32Array(ANCHORS.length * 16)
  for (const { at, x, y, side, sure } of seen) {
    const { x: left, y: top } = ANCHORS[at]!
    scores[at] = sure
    boxes.set(
      [x - left, y - top, side, side, x - left - side / 5, y - top, x - left + side / 5, y - top],
      at * 16,
    )
  }
  return [scores, boxes] as const
}

test('896 candidates, each inside the picture', () => {
  expect(ANCHORS).toHaveLength(896)
  expect(ANCHORS[0]).toEqual({ x: 8, y: 8 })
  expect(ANCHORS[512]).toEqual({ x: 16, y: 16 })
  expect(ANCHORS.every(({ x, y }) => x > 0 && y > 0 && x < 256 && y < 256)).toBe(true)
})

test('candidates of one face are one face, the surest; two faces are two', () => {
  const one = [
    { at: 30, x: 80, y: 90, side: 60, sure: 2 },
    { at: 600, x: 82, y: 91, side: 62, sure: 4 },
  ]
  const [face, ...more] = facesIn(...answer(one), whole)
  expect(more).toEqual([])
  expect(face).toMatchObject({ middle: { x: 82, y: 91 }, side: 62 })
  expect(face!.eyes[0].x).toBeCloseTo(82 - 62 / 5, 3)
  expect(facesIn(...answer([...one, { at: 700, x: 190, y: 90, side: 50, sure: 1 }]), whole)).toHaveLength(2)
  expect(facesIn(...answer([]), whole)).toEqual([])
})

test('a face is found where it is, wherever the detector looked', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
  fc.assert(
    fc.property(number(200, 1000), number(200, 700), number(128, 2000), (x, y, side) => {
      const square = { middle: { x, y }, side, angle: 0 }
      const [face] = facesIn(...answer([{ at: 0, x: 128, y: 64, side: 50, sure: 3 }]), square)
      expect(face!.middle.x).toBeCloseTo(x, 2)
      expect(face!.middle.y).toBeCloseTo(y - side / 4, 2)
      expect(face!.side).toBeCloseTo((50 / 256) * side, 2)
    }),
  )
})

test('overlap is 1 of the same box, 0 of boxes apart, and the same either way', () => {
  const number = fc.double({ min: 1, max: 500, noNaN: true })
  const box = fc.record({ middle: fc.record({ x: number, y: number }), side: number })
  fc.assert(
    fc.property(box, box, (a, b) => {
      expect(overlap(a, a)).toBeCloseTo(1, 6)
      expect(overlap(a, b)).toBeCloseTo(overlap(b, a), 9)
      expect(overlap(a, { ...a, middle: { x: a.middle.x + a.side, y: a.middle.y } })).toBeLessThan(1e-9)
    }),
  )
})

test('the square of the mesh has the eyes level', () => {
  const eyes = [
    { x: 100, y: 100 },
    { x: 140, y: 140 },
  ] as const
  expect(meshSquare({ score: 1, middle: { x: 120, y: 130 }, side: 100, eyes })).toEqual({
    middle: { x: 120, y: 130 },
    side: 150,
    angle: Math.PI / 4,
  })
})
