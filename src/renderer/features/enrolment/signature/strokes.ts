/** One stroke of the pen as the pad gives it: positions in the pad's own pixels, time in milliseconds. */
export interface Stroke {
  readonly points: readonly { x: number; y: number; time: number; pressure: number }[]
}

/** The strokes with what counts alone, rounded to a hundredth of a pixel: the pad's colours are not the resident's. */
export function plainStrokes(strokes: readonly Stroke[]): Stroke[] {
  return strokes.map(({ points }) => ({
    points: points.map(({ x, y, time, pressure }) => ({
      x: Math.round(x * 100) / 100,
      y: Math.round(y * 100) / 100,
      time,
      pressure: Math.round(pressure * 1000) / 1000,
    })),
  }))
}

/** The strokes as the file that the packet keeps. */
export function strokesFile(strokes: readonly Stroke[]): Blob {
  return new Blob([JSON.stringify(plainStrokes(strokes))], { type: 'application/json' })
}

/** Whether it is a signature at all: a touch of the pad is a point, not a stroke. */
export function isWritten(strokes: readonly Stroke[]): boolean {
  return strokes.some(({ points }) => points.length > 2)
}
