/** An eye as an infrared iris camera gives it, 640 x 480: pupil, iris with its furrows, white, lids and lashes. */
import { plane, smoothNoise, type Plane } from './grey.ts'
import { random, type Random } from './random.ts'

export const IRIS_WIDTH = 640
export const IRIS_HEIGHT = 480

/** Brightness of the iris at an angle (turns, 0 to 1) and a depth (0 at the pupil, 1 at the white). */
type Texture = (turn: number, depth: number) => number

/** One eye of a person; the same words give the same eye, left and right differ. */
export function irisPicture(person: string, side: 'left' | 'right'): Plane {
  const rng = random('iris', person, side)
  const texture = irisTexture(rng)
  const eye = { x: 320 + rng.normal() * 8, y: 240 + rng.normal() * 6, r: rng.range(116, 126) }
  const pupil = { x: eye.x + rng.normal() * 2, y: eye.y + rng.normal() * 2, r: rng.range(38, 50) }
  const skin = rng.range(0.6, 0.7)
  const shade = smoothNoise(rng, 6, 5)
  const lids = lidLines(rng, eye)
  const lashes = lashField(rng)
  return plane(IRIS_WIDTH, IRIS_HEIGHT, (x, y) => {
    const [upper, lower] = lids(x)
    const outside = Math.max(upper - y, y - lower)
    const lid = skin + 0.05 * shade(x / 107, y / 96) - 0.12 * Math.exp(-outside / 14)
    const open = eyeball(x, y, eye, pupil, texture) - 0.2 * Math.exp(-(y - upper) / 9)
    const value = mix(open, lid, step(outside, 0, 3))
    return value * lashes(x, y - upper) + rng.range(-0.012, 0.012)
  })
}

function eyeball(
  x: number,
  y: number,
  eye: { x: number; y: number; r: number },
  pupil: { x: number; y: number; r: number },
  texture: Texture,
): number {
  const inside = Math.hypot(x - pupil.x, y - pupil.y) - pupil.r
  const outside = eye.r - Math.hypot(x - eye.x, y - eye.y)
  const turn = Math.atan2(y - eye.y, x - eye.x) / (2 * Math.PI) + 0.5
  const depth = Math.min(Math.max(inside / Math.max(inside + outside, 1), 0), 1)
  const white = 0.78 - 0.1 * Math.abs((x - 320) / 320)
  const colour = mix(white, texture(turn, depth), step(outside, -4, 3))
  // two lights of the camera, reflected beside the middle of the pupil
  const glint = Math.min(
    Math.hypot(x - pupil.x - 14, y - pupil.y - 10),
    Math.hypot(x - pupil.x + 14, y - pupil.y - 10),
  )
  return mix(mix(colour, 0.06, step(-inside, -2, 2)), 0.98, step(6 - glint, 0, 2))
}

/** Radial furrows that bend around the collarette, over rings and freckles. */
function irisTexture(rng: Random): Texture {
  const [fine, coarse, bend] = [
    smoothNoise(rng, 96, 4, true),
    smoothNoise(rng, 40, 5, true),
    smoothNoise(rng, 9, 3, true),
  ]
  const collarette = rng.range(0.3, 0.42)
  const dark = rng.range(0.3, 0.4)
  const freckles = Array.from({ length: 6 }, () => ({
    turn: rng.range(0, 1),
    depth: rng.range(0.5, 0.9),
    r: rng.range(0.01, 0.03),
  }))
  return (turn, depth) => {
    const around = (turn + 0.012 * bend(turn * 9, depth * 2) + 1) % 1
    const furrows = 0.08 * fine(around * 96, depth * 3.2) + 0.09 * coarse(around * 40, depth * 4.5)
    const edge = collarette + 0.06 * bend(turn * 9, 0.5)
    const ring = 0.1 * Math.exp(-(((depth - edge) / 0.06) ** 2)) - 0.14 * step(depth, 0.86, 1)
    const spots = freckles.reduce((sum, spot) => {
      const across = Math.abs(((turn - spot.turn + 1.5) % 1) - 0.5)
      return sum + 0.12 * Math.exp(-((across / spot.r) ** 2 + ((depth - spot.depth) / 0.07) ** 2))
    }, 0)
    return dark + 0.1 * (1 - depth) + furrows + ring - spots
  }
}

/** Height of the upper and the lower lid at x; the upper one covers a little of the iris. */
function lidLines(
  rng: Random,
  eye: { x: number; y: number; r: number },
): (x: number) => readonly [number, number] {
  const [up, down] = [eye.r * rng.range(0.82, 0.95), eye.r * rng.range(1, 1.08)]
  const corner = rng.range(285, 305)
  return (x) => {
    const open = Math.max(1 - ((x - eye.x) / corner) ** 2, 0) ** 0.7
    return [eye.y + 30 - (up + 30) * open, eye.y + 30 + (down - 30) * open]
  }
}

/** Lashes from the upper lid, fanning outwards: a factor of darkness at x and at a distance below the lid. */
function lashField(rng: Random): (x: number, below: number) => number {
  const lashes = Array.from({ length: 46 }, (_, i) => {
    const x = 70 + i * 11 + rng.range(-4, 4)
    return { x, slant: (x - 320) / 260 + rng.normal() * 0.12, length: rng.range(22, 46) }
  })
  return (x, below) => {
    if (below < -46 || below > 4) return 1
    let dark = 0
    for (const lash of lashes) {
      const reach = (4 - below) / lash.length
      if (reach > 1) continue
      const off = Math.abs(x - lash.x - lash.slant * (4 - below)) / (1.7 * (1 - reach) + 0.4)
      dark = Math.max(dark, Math.exp(-(off ** 2)))
    }
    return 1 - 0.75 * dark
  }
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t
}

/** 0 below `from`, 1 above `to`, straight between. */
function step(value: number, from: number, to: number): number {
  return Math.min(Math.max((value - from) / (to - from), 0), 1)
}
