/** A finger as a scanner of 500 ppi would give it: one master per finger, any number of impressions of it. */
import { plane, sample, smoothNoise, type Plane } from './grey.ts'
import { random } from './random.ts'
import { pickPattern, ridgeFlow } from './ridge-flow.ts'
import { growRidges } from './ridges.ts'

export const FINGER_PPI = 500
export const FINGER_WIDTH = 300
export const FINGER_HEIGHT = 380

export const HANDS = ['right', 'left'] as const
export const FINGERS = ['thumb', 'index', 'middle', 'ring', 'little'] as const

/** The ridges of a person's finger, -1 to 1; the same words give the same finger. */
export function fingerMaster(person: string, hand: 'right' | 'left', finger: string): Plane {
  const rng = random('finger', person, hand, finger)
  const pattern = pickPattern(rng, hand, finger)
  const flow = ridgeFlow(rng, pattern, FINGER_WIDTH, FINGER_HEIGHT)
  const wobble = smoothNoise(rng, 4, 5)
  const period = rng.range(8.4, 9.8)
  const bent = (x: number, y: number) => flow(x, y) + 0.12 * wobble(x / 75, y / 76)
  return growRidges(rng, bent, FINGER_WIDTH, FINGER_HEIGHT, period)
}

/**
 * One touch of the glass: turned, shifted and stretched a little, with uneven pressure, pores and noise, on white.
 * `touch` names it; another name is another touch of the same finger.
 */
export function impression(master: Plane, person: string, name: string, touch: string): Plane {
  const rng = random('impression', person, name, touch)
  const turn = rng.normal() * 0.06
  const shift = { x: rng.normal() * 6, y: rng.normal() * 8 }
  const [stretchX, stretchY] = [smoothNoise(rng, 3, 3), smoothNoise(rng, 3, 3)]
  const pressure = smoothNoise(rng, 6, 7)
  const edge = smoothNoise(rng, 5, 5)
  const wet = rng.range(-0.12, 0.2)
  const { width, height } = master
  return plane(width, height, (x, y) => {
    const [dx, dy] = [x - width / 2 - shift.x, y - height / 2 - shift.y]
    const u = width / 2 + dx * Math.cos(turn) + dy * Math.sin(turn) + 2.5 * stretchX(x / 110, y / 130)
    const v = height / 2 - dx * Math.sin(turn) + dy * Math.cos(turn) + 2.5 * stretchY(x / 110, y / 130)
    const ink = sample(master, u, v) * 1.6 + wet + 0.55 * pressure(x / 52, y / 55) + rng.range(-0.35, 0.35)
    const dark = 1 / (1 + Math.exp(-3.2 * ink))
    return 1 - dark * 0.88 * touched(dx / width, dy / height, 0.06 * edge(x / 70, y / 80))
  })
}

/** 1 inside the oval that touches the glass, falling to 0 at its rough edge. */
function touched(x: number, y: number, rough: number): number {
  const squared = (x / 0.45) ** 2 + (Math.abs(y) / 0.47) ** 2.4
  return Math.min(Math.max((1 + rough - squared) * 6, 0), 1)
}
