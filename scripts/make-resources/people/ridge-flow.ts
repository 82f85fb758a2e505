/** Which way the ridges of a finger run, after Sherlock and Monro: half turns around its cores, back around its deltas. */
import type { Random } from './random.ts'

export type Pattern = 'arch' | 'left-loop' | 'right-loop' | 'whorl'

/** Angle of the ridge at (x, y) in radians, modulo pi, y downwards. */
export type Flow = (x: number, y: number) => number

interface Point {
  readonly x: number
  readonly y: number
}

/** Patterns as often as among people: loops six in ten, whorls three, arches one; the thumb more often a whorl. */
export function pickPattern(rng: Random, hand: 'right' | 'left', finger: string): Pattern {
  const dice = rng.range(0, 1)
  if (dice < (finger === 'thumb' ? 0.45 : 0.3)) return 'whorl'
  if (dice > 0.93) return 'arch'
  const ulnar = dice < 0.9 || finger !== 'index'
  return (hand === 'right') === ulnar ? 'right-loop' : 'left-loop'
}

/** The flow of one finger on a picture of `width` x `height` pixels. */
export function ridgeFlow(rng: Random, pattern: Pattern, width: number, height: number): Flow {
  const middle = { x: width * rng.range(0.46, 0.54), y: height * rng.range(0.4, 0.48) }
  if (pattern === 'arch') return arch(rng, middle, width, height)
  const low = height * rng.range(0.74, 0.82)
  const aside = width * rng.range(0.26, 0.34)
  if (pattern === 'whorl') {
    const apart = height * rng.range(0.035, 0.08)
    const skew = width * rng.range(-0.04, 0.04)
    return around(
      [
        { x: middle.x - skew, y: middle.y - apart },
        { x: middle.x + skew, y: middle.y + apart },
      ],
      [
        { x: middle.x - aside, y: low },
        { x: middle.x + aside, y: low + height * rng.range(-0.05, 0.05) },
      ],
    )
  }
  // a loop whose ridges leave to the right of the picture has its delta at the left
  const side = pattern === 'right-loop' ? -1 : 1
  return around([middle], [{ x: middle.x + side * aside, y: low }])
}

function around(cores: readonly Point[], deltas: readonly Point[]): Flow {
  return (x, y) => {
    let turns = 0
    for (const core of cores) turns += Math.atan2(core.y - y, x - core.x)
    for (const delta of deltas) turns -= Math.atan2(delta.y - y, x - delta.x)
    return -turns / 2
  }
}

function arch(rng: Random, middle: Point, width: number, height: number): Flow {
  const steep = rng.range(0.8, 1.3)
  return (x, y) => {
    const across = (x - middle.x) / width
    const rise = steep * Math.exp(-(((y - middle.y - height * 0.1) / (height * 0.3)) ** 2))
    return Math.atan(rise * Math.sin(across * Math.PI * 1.6))
  }
}
