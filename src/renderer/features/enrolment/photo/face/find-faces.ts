import { placeIn, type Point, type Square } from './pixels.ts'

/** Side of the square picture that the detector takes (BlazeFace, back camera). */
export const DETECTOR_SIZE = 256
/** A candidate below this is no face; its two best overlapping candidates are one face from this on (both as its authors use it). */
const LEAST_SCORE = 0.5
const SAME_FACE = 0.3
/** Its two grids: pixels from one cell to the next, and candidates in each cell. */
const GRIDS = [
  { stride: 16, each: 2 },
  { stride: 32, each: 6 },
] as const

/** A face that was found: its box and both eyes (the resident's right eye first), in pixels of the picture. */
export interface FoundFace {
  readonly score: number
  readonly middle: Point
  readonly side: number
  readonly eyes: readonly [Point, Point]
}

/** The middles of the detector's 896 candidates, in its pixels, in the order of its answer. */
export function anchors(): readonly Point[] {
  return GRIDS.flatMap(({ stride, each }) => {
    const cells = DETECTOR_SIZE / stride
    return Array.from({ length: cells * cells * each }, (_, at) => {
      const cell = Math.floor(at / each)
      return { x: ((cell % cells) + 0.5) * stride, y: (Math.floor(cell / cells) + 0.5) * stride }
    })
  })
}

const ANCHORS = anchors()
const VALUES = 16

/**
 * The faces in a detector's answer, the surest first.
 * @param scores of each candidate, before the sigmoid
 * @param boxes 16 values of each: middle, size, then six points, in the detector's pixels from the candidate's middle
 * @param square where the detector's picture was cut
 */
export function facesIn(scores: Float32Array, boxes: Float32Array, square: Square): FoundFace[] {
  const found: FoundFace[] = []
  for (let at = 0; at < ANCHORS.length; at++) {
    const score = 1 / (1 + Math.exp(-scores[at]!))
    if (score < LEAST_SCORE) continue
    const from = at * VALUES
    const point = (value: number): Point =>
      placeIn(square, {
        x: (boxes[from + value]! + ANCHORS[at]!.x) / DETECTOR_SIZE,
        y: (boxes[from + value + 1]! + ANCHORS[at]!.y) / DETECTOR_SIZE,
      })
    const side = (Math.max(boxes[from + 2]!, boxes[from + 3]!) / DETECTOR_SIZE) * square.side
    found.push({ score, middle: point(0), side, eyes: [point(4), point(6)] })
  }
  return apart(found.toSorted((a, b) => b.score - a.score))
}

/** Of candidates that overlap, the surest. */
function apart(sorted: readonly FoundFace[]): FoundFace[] {
  const kept: FoundFace[] = []
  for (const face of sorted) if (kept.every((other) => overlap(other, face) < SAME_FACE)) kept.push(face)
  return kept
}

/** Shared area of two boxes over the area of both. */
export function overlap(
  a: Pick<FoundFace, 'middle' | 'side'>,
  b: Pick<FoundFace, 'middle' | 'side'>,
): number {
  const along = (p: number, q: number) =>
    Math.max(0, Math.min(p + a.side / 2, q + b.side / 2) - Math.max(p - a.side / 2, q - b.side / 2))
  const shared = along(a.middle.x, b.middle.x) * along(a.middle.y, b.middle.y)
  return shared === 0 ? 0 : shared / (a.side ** 2 + b.side ** 2 - shared)
}

/** How much wider than the detector's box the mesh wants its square (MediaPipe: 1.5 times). */
const MARGIN = 1.5

/** The square around a found face for the mesh, with the eyes level. */
export function meshSquare({ middle, side, eyes: [right, left] }: FoundFace): Square {
  return { middle, side: side * MARGIN, angle: Math.atan2(left.y - right.y, left.x - right.x) }
}
