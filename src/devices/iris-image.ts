import type { GreyPicture } from '../lib/jpeg2000.ts'
import { greyPicture, greyPng } from './grey-png.ts'
import { seeded, smoothNoise } from './seeded.ts'

const WIDTH = 640
const HEIGHT = 480

function between(value: number, from: number, to: number): number {
  return Math.min(Math.max((value - from) / (to - from), 0), 1)
}

/**
 * A plausible eye in near infrared, 640 x 480: pupil, iris with its furrows, white, lids. The same person and side give the
 * same furrows; `touch` moves the eye and opens the pupil differently.
 */
export function irisPicture(person: string, side: string, touch: string): GreyPicture {
  const random = seeded('iris', person, side)
  const [fine, coarse] = [smoothNoise(random, 1), smoothNoise(random, 1)]
  const collarette = 0.3 + 0.12 * random()
  const dark = 0.3 + 0.1 * random()
  const look = seeded('look', person, side, touch)
  const eye = { x: 320 + (look() - 0.5) * 30, y: 240 + (look() - 0.5) * 24, r: 118 + 6 * look() }
  const pupil = 38 + 12 * look()
  /** Brightness of the iris by turn (-pi to pi) and depth (0 at the pupil, 1 at the white). */
  const furrows = (turn: number, depth: number) => {
    // Noise on a circle in the plane has no seam.
    const [u, v] = [Math.cos(turn), Math.sin(turn)]
    const spokes =
      0.1 * fine(u * 26 + 31, v * 26 + depth * 2 + 31) + 0.1 * coarse(u * 9 + 31, v * 9 + depth * 4 + 31)
    const ring = 0.1 * Math.exp(-(((depth - collarette) / 0.06) ** 2)) - 0.14 * between(depth, 0.86, 1)
    return dark + 0.1 * (1 - depth) + spokes + ring
  }
  return greyPicture(WIDTH, HEIGHT, (x, y) => {
    const [dx, dy] = [x - eye.x, y - eye.y]
    const distance = Math.hypot(dx, dy)
    const noise = 0.03 * (look() - 0.5)
    const open = Math.max(1 - (dx / 290) ** 2, 0) ** 0.7
    const lid = Math.max(eye.y + 30 - 145 * open - y, y - (eye.y + 30 + 95 * open))
    if (lid > 3 * open) return 0.64 - 0.1 * Math.exp(-lid / 16) + noise
    if (Math.hypot(dx - 14, dy - 10) < 5) return 0.98
    if (distance < pupil) return 0.06 + noise
    const white = 0.78 - 0.1 * Math.abs(dx / 320)
    const iris = furrows(Math.atan2(dy, dx), (distance - pupil) / (eye.r - pupil))
    return (
      white * between(distance, eye.r - 3, eye.r + 3) + iris * between(distance, eye.r + 3, eye.r - 3) + noise
    )
  })
}

/** The same as a PNG. */
export function irisImage(person: string, side: string, touch: string): Uint8Array {
  return greyPng(irisPicture(person, side, touch))
}
