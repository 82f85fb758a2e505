import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measureFace, MESH_POINTS, pose } from './mesh-face.ts'

const rad = (degrees: number) => (degrees * Math.PI) / 180

/** A head's four points, turned by yaw, nodded by pitch, or tilted by roll. */
function head({ yaw = 0, pitch = 0, roll = 0 }) {
  const turn = ([x, y, z]: readonly [number, number, number]) => {
    const [x1, z1] = [
      x * Math.cos(rad(yaw)) - z * Math.sin(rad(yaw)),
      x * Math.sin(rad(yaw)) + z * Math.cos(rad(yaw)),
    ]
    const [y2, z2] = [
      y * Math.cos(rad(pitch)) - z1 * Math.sin(rad(pitch)),
      y * Math.sin(rad(pitch)) + z1 * Math.cos(rad(pitch)),
    ]
    const [x3, y3] = [
      x1 * Math.cos(rad(roll)) - y2 * Math.sin(rad(roll)),
      x1 * Math.sin(rad(roll)) + y2 * Math.cos(rad(roll)),
    ]
    return { x: x3, y: y3, z: z2 }
  }
  return pose(turn([0, -80, 0]), turn([0, 80, 0]), turn([-70, 0, 0]), turn([70, 0, 0]))
}

test('each angle of a head is read for itself', () => {
  const angle = fc.integer({ min: -40, max: 40 })
  fc.assert(
    fc.property(angle, (a) => {
      expect(head({ yaw: a }).yaw).toBeCloseTo(a, 6)
      expect(head({ pitch: a }).pitch).toBeCloseTo(a, 6)
      expect(head({ roll: a }).roll).toBeCloseTo(a, 6)
      expect(head({ yaw: a }).roll).toBeCloseTo(0, 6)
      expect(head({ roll: a }).yaw).toBeCloseTo(0, 6)
    }),
  )
})

/** A mesh in which all is in its middle but what is said. */
function mesh(points: readonly (readonly [at: number, x: number, y: number])[]): Float32Array {
  const values = new Float32Array(MESH_POINTS * 3).fill(96)
  for (const [at, x, y] of points) values.set([x, y, 0], at * 3)
  return values
}

/** Number, x and y of each point that is measured. */
const FACE = [
  [33, 40, 80],
  [133, 70, 80],
  [362, 122, 80],
  [263, 152, 80],
  [160, 48, 76],
  [144, 48, 84],
  [159, 55, 75],
  [145, 55, 85],
  [158, 62, 76],
  [153, 62, 84],
  [385, 130, 79],
  [380, 130, 81],
  [386, 137, 78.5],
  [374, 137, 81.5],
  [387, 144, 79],
  [373, 144, 81],
  [78, 80, 140],
  [308, 112, 140],
  [82, 88, 138],
  [87, 88, 142],
  [13, 96, 138],
  [14, 96, 142],
  [312, 104, 138],
  [317, 104, 142],
  [10, 96, 30],
  [152, 96, 170],
  [234, 26, 96],
  [454, 166, 96],
] as const

test('eyes, lids and lips are measured in pixels of the picture, the more closed eye counts', () => {
  const square = { middle: { x: 500, y: 400 }, side: 384, angle: 0 }
  const face = measureFace(mesh(FACE), 0.9, square)
  expect(face.sure).toBe(0.9)
  expect(face.eyes[0].x).toBeCloseTo(500 - 192 + 110, 6)
  expect(face.eyeDistance).toBeCloseTo(164, 6)
  expect(face.eyesOpen).toBeCloseTo((2 + 3 + 2) / 3 / 30, 4)
  expect(face.mouthOpen).toBeCloseTo(4 / 32, 4)
  expect(face.roll).toBeCloseTo(0, 6)
})

test('what is measured does not depend on how the square was turned', () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (angle) => {
      const face = measureFace(mesh(FACE), 1, { middle: { x: 0, y: 0 }, side: 192, angle })
      expect(face.eyesOpen).toBeCloseTo((2 + 3 + 2) / 3 / 30, 4)
      expect(face.roll).toBeCloseTo((angle * 180) / Math.PI, 4)
    }),
  )
})
