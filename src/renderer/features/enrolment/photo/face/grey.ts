import { cutSquare, type Pixels, type Square } from './pixels.ts'
import type { FaceMeasure } from './mesh-face.ts'

/** Pixels between the eyes of every face before its sharpness and light are judged, so that faces near and far compare. */
const EYES_APART = 40
/** The square that is judged, in distances between the eyes: brows to mouth, cheek to cheek, without hair and backdrop. */
const SIDE = 1.8
const SIZE = EYES_APART * SIDE

/** The middle of a face in shades of grey, 0 to 255 (ITU-R BT.601), level and always of the same size. */
export interface GreyFace {
  readonly size: number
  readonly values: Float32Array
}

/** The square from brows to mouth of a measured face. */
export function innerFace({ eyes: [right, left], eyeDistance, chin, roll }: FaceMeasure): Square {
  const between = { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 }
  const towardsChin = 0.25
  const middle = {
    x: between.x + (chin.x - between.x) * towardsChin,
    y: between.y + (chin.y - between.y) * towardsChin,
  }
  return { middle, side: eyeDistance * SIDE, angle: (roll * Math.PI) / 180 }
}

export function greyFace(picture: Pixels, face: FaceMeasure): GreyFace {
  const colours = cutSquare(picture, innerFace(face), SIZE, [0, 255])
  const values = new Float32Array(SIZE * SIZE)
  for (let at = 0; at < values.length; at++)
    values[at] = 0.299 * colours[at * 3]! + 0.587 * colours[at * 3 + 1]! + 0.114 * colours[at * 3 + 2]!
  return { size: SIZE, values }
}

/** How a face is lit and how sharp it is. */
export interface GreyMeasure {
  /** Share of fine detail: root mean square of the Laplacian over the spread of the shades; lower is more blurred. */
  readonly sharpness: number
  /** The median shade, 0 to 255. */
  readonly light: number
  /** Shades from the 2nd to the 98th hundredth: ISO/IEC 19794-5 wants 7 bits (128) in the face. */
  readonly range: number
  /** Share of the face that is burnt out (250 and above), and that is lost in black (5 and below). */
  readonly burnt: number
  readonly black: number
  /** Difference of the medians of both halves over their mean. */
  readonly uneven: number
}

export function measureGrey({ size, values }: GreyFace): GreyMeasure {
  const sorted = values.toSorted()
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!
  const range = at(0.98) - at(0.02)
  const halves = [0, 1].map((half) => {
    const side = values.filter((_, i) => (i % size < size / 2 ? 0 : 1) === half).toSorted()
    return side[side.length >> 1]!
  }) as [number, number]
  const share = (is: (value: number) => boolean) =>
    values.reduce((n, v) => n + Number(is(v)), 0) / values.length
  return {
    sharpness: laplacian(values, size) / Math.max(12, range),
    light: at(0.5),
    range,
    burnt: share((value) => value >= 250),
    black: share((value) => value <= 5),
    uneven: Math.abs(halves[0] - halves[1]) / Math.max(1, (halves[0] + halves[1]) / 2),
  }
}

/** Root mean square of what each pixel differs from its four neighbours' mean. */
function laplacian(values: Float32Array, size: number): number {
  let sum = 0
  for (let y = 1; y < size - 1; y++)
    for (let x = 1; x < size - 1; x++) {
      const at = y * size + x
      const around = values[at - 1]! + values[at + 1]! + values[at - size]! + values[at + size]!
      sum += (values[at]! - around / 4) ** 2
    }
  return Math.sqrt(sum / (size - 2) ** 2)
}
