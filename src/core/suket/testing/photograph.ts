import { execFileSync } from 'node:child_process'
import { Transformer } from '@napi-rs/image'

/** One byte of grey a pixel. */
interface Grey {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A page as a scanner gives it, by poppler (P5, PGM). */
export function renderPage(pdf: string, dpi: number): Grey {
  const pgm = execFileSync('pdftoppm', ['-r', String(dpi), '-gray', '-singlefile', pdf], {
    maxBuffer: 1 << 28,
  })
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 40))!
  return { width: Number(width), height: Number(height), data: pgm.subarray(head.length) }
}

/** How somebody held a telephone over the letter. */
export interface Hand {
  /** Degrees by which the paper lies askew. */
  readonly turn: number
  /** How much nearer one edge is than the other, -0.3 to 0.3, across and along. */
  readonly tilt: readonly [number, number]
  /** Standard deviation of the blur and of the sensor's noise, in pixels and in grey levels. */
  readonly blur: number
  readonly noise: number
  /** How much darker the far side is, 0 to 1. */
  readonly shade: number
  readonly quality: number
  readonly seed: number
}

/** Uniform in 0..1, the same for one seed. */
function random(seed: number): () => number {
  let state = (seed * 2654435761 + 1) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** The page seen through a tilted camera; what lies beside the paper is a grey table. */
function look({ width, height, data }: Grey, { turn, tilt }: Hand): Grey {
  const side = Math.ceil(Math.hypot(width, height))
  const out = new Uint8Array(side * side).fill(90)
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)]
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [across, along] = [x / side - 0.5, y / side - 0.5]
      const near = 1 + tilt[0] * across + tilt[1] * along
      const [u, v] = [(across * side) / near, (along * side) / near]
      const fromX = cos * u + sin * v + width / 2
      const fromY = cos * v - sin * u + height / 2
      if (fromX < 0 || fromY < 0 || fromX >= width - 1 || fromY >= height - 1) continue
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)]
      const [right, down] = [fromX - left, fromY - top]
      const at = top * width + left
      out[y * side + x] =
        (data[at]! * (1 - right) + data[at + 1]! * right) * (1 - down) +
        (data[at + width]! * (1 - right) + data[at + width + 1]! * right) * down
    }
  }
  return { width: side, height: side, data: out }
}

function blurred({ width, height, data }: Grey, sigma: number): Grey {
  if (sigma < 0.05) return { width, height, data }
  const reach = Math.ceil(sigma * 2.5)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, n) =>
    Math.exp(-((n - reach) ** 2) / (2 * sigma ** 2)),
  )
  const sum = weights.reduce((a, b) => a + b)
  const pass = (from: Uint8Array, step: number): Uint8Array => {
    const out = new Uint8Array(from.length)
    for (let at = 0; at < from.length; at++) {
      let value = 0
      for (let n = -reach; n <= reach; n++) value += weights[n + reach]! * (from[at + n * step] ?? 90)
      out[at] = value / sum
    }
    return out
  }
  return { width, height, data: pass(pass(data, 1), width) }
}

/** The photograph as a JPEG: tilted, turned, out of focus, shaded and noisy. */
export function photograph(page: Grey, hand: Hand): Uint8Array {
  const { width, height, data } = blurred(look(page, hand), hand.blur)
  const dice = random(hand.seed)
  const rgba = new Uint8Array(width * height * 4)
  for (let at = 0; at < data.length; at++) {
    const light = 1 - (hand.shade * (at % width)) / width
    // The sum of four dice is near enough to a normal distribution.
    const noise = (dice() + dice() + dice() + dice() - 2) * 1.73 * hand.noise
    const grey = Math.max(0, Math.min(255, data[at]! * light + noise))
    rgba.fill(grey, at * 4, at * 4 + 3)
    rgba[at * 4 + 3] = 255
  }
  return Transformer.fromRgbaPixels(rgba, width, height).jpegSync(hand.quality)
}
