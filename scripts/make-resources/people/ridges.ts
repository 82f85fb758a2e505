/**
 * Ridges grown out of noise by filters along a flow, as in SFinGe (Cappelli, Maio, Maltoni 2000): where lines meet that
 * do not fit, endings and forks arise by themselves, so every finger has its own minutiae.
 */
import { plane, type Plane } from './grey.ts'
import type { Random } from './random.ts'
import type { Flow } from './ridge-flow.ts'

const RADIUS = 7
const ANGLES = 36
const PASSES = 9

/** A plane of -1 (furrow) to 1 (ridge). `period` is the distance of ridges in pixels, about 9 at 500 ppi. */
export function growRidges(rng: Random, flow: Flow, width: number, height: number, period: number): Plane {
  const filters = Array.from({ length: ANGLES }, (_, i) => gabor((i * Math.PI) / ANGLES, period))
  const angles = plane(width, height, (x, y) => {
    const turn = flow(x, y) / Math.PI
    return Math.floor((turn - Math.floor(turn)) * ANGLES) % ANGLES
  })
  let state = plane(width, height, () => rng.range(-1, 1))
  for (let pass = 0; pass < PASSES; pass++) state = filtered(state, angles, filters)
  return state
}

/** A wave across the ridge under a bell that is longer along it, without a constant part. */
function gabor(angle: number, period: number): Float32Array {
  const size = RADIUS * 2 + 1
  const wave = new Float32Array(size * size)
  const bell = new Float32Array(size * size)
  let [waveSum, bellSum] = [0, 0]
  for (let y = -RADIUS; y <= RADIUS; y++) {
    for (let x = -RADIUS; x <= RADIUS; x++) {
      const along = x * Math.cos(angle) + y * Math.sin(angle)
      const across = y * Math.cos(angle) - x * Math.sin(angle)
      const at = (y + RADIUS) * size + x + RADIUS
      bell[at] = Math.exp(-(along ** 2 / 32 + across ** 2 / 18))
      wave[at] = bell[at] * Math.cos((2 * Math.PI * across) / period)
      bellSum += bell[at]
      waveSum += wave[at]
    }
  }
  return wave.map((value, i) => value - (bell[i]! * waveSum) / bellSum)
}

function filtered(state: Plane, angles: Plane, filters: readonly Float32Array[]): Plane {
  const { width, height, data } = state
  const size = RADIUS * 2 + 1
  return plane(width, height, (x, y) => {
    const filter = filters[angles.data[y * width + x]!]!
    let sum = 0
    for (let j = 0; j < size; j++) {
      const row = reflect(y + j - RADIUS, height) * width
      for (let i = 0; i < size; i++)
        sum += filter[j * size + i]! * data[row + reflect(x + i - RADIUS, width)]!
    }
    return Math.tanh(sum / 6)
  })
}

function reflect(at: number, length: number): number {
  if (at < 0) return -at
  return at < length ? at : 2 * length - 2 - at
}
