import { placeIn, type Point, type Square } from './pixels.ts'

/** Side of the square picture that the mesh takes (MediaPipe FaceMesh, 468 points). */
export const MESH_SIZE = 192
export const MESH_POINTS = 468

/** Numbers of points in the mesh; right and left are the resident's own. */
const EYES = {
  right: {
    corners: [33, 133],
    lids: [
      [160, 144],
      [159, 145],
      [158, 153],
    ],
  },
  left: {
    corners: [362, 263],
    lids: [
      [385, 380],
      [386, 374],
      [387, 373],
    ],
  },
} as const
const MOUTH = {
  corners: [78, 308],
  lips: [
    [82, 87],
    [13, 14],
    [312, 317],
  ],
} as const
const FOREHEAD = 10
const CHIN = 152
const CHEEKS = [234, 454] as const

/** A face as it was measured; lengths in pixels of the picture, angles in degrees. */
export interface FaceMeasure {
  /** How sure the mesh is that this is a face, 0 to 1 as it says it. */
  readonly sure: number
  /** Middles of the eyes, the resident's right one first. */
  readonly eyes: readonly [Point, Point]
  readonly eyeDistance: number
  readonly chin: Point
  readonly forehead: Point
  readonly cheeks: readonly [Point, Point]
  /** To the resident's left positive; chin down positive; head towards the resident's left shoulder positive. */
  readonly yaw: number
  readonly pitch: number
  readonly roll: number
  /** Of the eye that is more closed: height between the lids over the width of the eye. */
  readonly eyesOpen: number
  /** Height between the lips over the width of the mouth. */
  readonly mouthOpen: number
}

interface Point3 extends Point {
  readonly z: number
}

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
const degrees = (radians: number): number => (radians * 180) / Math.PI

/**
 * Measures a face.
 * @param values of the mesh: x, y, z of each point in pixels of its square picture
 * @param sure the mesh's own word on whether it is a face, 0 to 1
 * @param square where that picture was cut
 */
export function measureFace(values: Float32Array, sure: number, square: Square): FaceMeasure {
  const point = (at: number): Point3 => ({
    ...placeIn(square, { x: values[at * 3]! / MESH_SIZE, y: values[at * 3 + 1]! / MESH_SIZE }),
    z: (values[at * 3 + 2]! / MESH_SIZE) * square.side,
  })
  const openness = (pairs: readonly (readonly [number, number])[], [a, b]: readonly [number, number]) => {
    const heights = pairs.map(([top, bottom]) => distance(point(top), point(bottom)))
    return heights.reduce((sum, height) => sum + height, 0) / heights.length / distance(point(a), point(b))
  }
  const eyeOf = ({ corners: [a, b] }: (typeof EYES)['right' | 'left']) => middle(point(a), point(b))
  const eyes = [eyeOf(EYES.right), eyeOf(EYES.left)] as const
  const cheeks = [point(CHEEKS[0]), point(CHEEKS[1])] as const
  return {
    sure,
    eyes,
    eyeDistance: distance(...eyes),
    chin: point(CHIN),
    forehead: point(FOREHEAD),
    cheeks,
    ...pose(point(FOREHEAD), point(CHIN), ...cheeks),
    eyesOpen: Math.min(
      openness(EYES.right.lids, EYES.right.corners),
      openness(EYES.left.lids, EYES.left.corners),
    ),
    mouthOpen: openness(MOUTH.lips, MOUTH.corners),
  }
}

/** The angles of a head from four of its points: across from cheek to cheek, down from forehead to chin. */
export function pose(
  forehead: Point3,
  chin: Point3,
  right: Point3,
  left: Point3,
): Pick<FaceMeasure, 'yaw' | 'pitch' | 'roll'> {
  const across = { x: left.x - right.x, y: left.y - right.y, z: left.z - right.z }
  const down = { x: chin.x - forehead.x, y: chin.y - forehead.y, z: chin.z - forehead.z }
  return {
    yaw: degrees(Math.atan2(across.z, Math.hypot(across.x, across.y))),
    pitch: degrees(Math.atan2(down.z, Math.hypot(down.x, down.y))),
    roll: degrees(Math.atan2(across.y, across.x)),
  }
}
