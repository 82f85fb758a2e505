import type { GreyPicture } from '../lib/jpeg2000.ts'
import { greyPicture, greyPng } from './grey-png.ts'
import { seeded, smoothNoise } from './seeded.ts'

export const FINGER_PPI = 500
const WIDTH = 300
const HEIGHT = 380
/** Ridges are about 0.46 mm apart. */
const PERIOD = 9
const MINUTIAE = 26

/** Height of the ridges' landscape at a point: lines of equal value are ridges. */
type Landscape = (x: number, y: number) => number

/** Distance to a line from the core downwards: straight, it makes a loop; short, a whorl; arches have no core. */
function landscapeOf(random: () => number): Landscape {
  const core = { x: WIDTH * (0.45 + 0.1 * random()), y: HEIGHT * (0.38 + 0.12 * random()) }
  const kind = random()
  if (kind < 0.08) {
    const width = 50 + 30 * random()
    return (x, y) => y + 70 * Math.exp(-(((x - core.x) / width) ** 2))
  }
  const slant = (random() - 0.5) * 1.4
  const length = kind < 0.38 ? 15 + 25 * random() : 1e6
  const [dx, dy] = [Math.sin(slant), Math.cos(slant)]
  return (x, y) => {
    const along = Math.min(Math.max((x - core.x) * dx + (y - core.y) * dy, 0), length)
    return Math.hypot(x - core.x - along * dx, y - core.y - along * dy)
  }
}

/**
 * A plausible fingerprint at 500 ppi, dark ridges on white. The same person and finger give the same ridges; `touch`
 * turns, shifts and presses them differently. Ridges are the cosine of a phase, minutiae its spirals (Larkin and Fletcher, 2007).
 */
export function fingerPicture(person: string, finger: string, touch: string): GreyPicture {
  const random = seeded('finger', person, finger)
  const landscape = landscapeOf(random)
  const [bendX, bendY] = [smoothNoise(random, 70), smoothNoise(random, 70)]
  const minutiae = Array.from({ length: MINUTIAE }, () => ({
    x: WIDTH * (0.1 + 0.8 * random()),
    y: HEIGHT * (0.1 + 0.8 * random()),
    sign: random() < 0.5 ? -1 : 1,
  }))
  const phase: Landscape = (x, y) => {
    // The sum of all spirals' angles is the angle of a product: one arc tangent a pixel.
    let [re, im] = [1, 0]
    for (const { x: mx, y: my, sign } of minutiae) {
      const [dx, dy] = [x - mx, sign * (y - my)]
      ;[re, im] = [re * dx - im * dy, re * dy + im * dx]
    }
    const ridges = landscape(x + 9 * bendX(x, y), y + 9 * bendY(x, y)) / PERIOD
    return 2 * Math.PI * ridges + Math.atan2(im, re)
  }
  const press = touchOf(person, finger, touch)
  return greyPicture(WIDTH, HEIGHT, (x, y) => press(x, y, phase))
}

/** The same as a PNG. */
export function fingerImage(person: string, finger: string, touch: string): Uint8Array {
  return greyPng(fingerPicture(person, finger, touch), FINGER_PPI)
}

/** One touch of the glass: how the finger lies, where it presses, what the glass adds. */
function touchOf(
  person: string,
  finger: string,
  touch: string,
): (x: number, y: number, phase: Landscape) => number {
  const random = seeded('touch', person, finger, touch)
  const turn = (random() - 0.5) * 0.16
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const shift = { x: (random() - 0.5) * 20, y: (random() - 0.5) * 24 }
  const [pressure, edge] = [smoothNoise(random, 45), smoothNoise(random, 60)]
  return (x, y, phase) => {
    const [dx, dy] = [x - WIDTH / 2 - shift.x, y - HEIGHT / 2 - shift.y]
    const oval = (dx / (WIDTH * 0.44)) ** 2 + (Math.abs(dy) / (HEIGHT * 0.46)) ** 2.3 + 0.07 * edge(x, y)
    const touched = Math.min(Math.max((1 - oval) * 6, 0), 1)
    if (touched === 0) return 0.97 + 0.03 * random()
    const ridge = Math.cos(phase(WIDTH / 2 + dx * cos + dy * sin, HEIGHT / 2 - dx * sin + dy * cos))
    const ink = 1 / (1 + Math.exp(-4 * (ridge + 0.35 * pressure(x, y) + 0.5 * (random() - 0.5))))
    return 1 - 0.85 * ink * touched
  }
}
