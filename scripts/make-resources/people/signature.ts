/** A signature as strokes of a pen (points as signature_pad gives them), and its picture. */
import { pixels, svg } from '../draw.ts'
import { plane, type Plane } from './grey.ts'
import { random } from './random.ts'

export const SIGNATURE_WIDTH = 600
export const SIGNATURE_HEIGHT = 240

export interface SignaturePoint {
  readonly x: number
  readonly y: number
  /** 0 to 1. */
  readonly pressure: number
  /** Milliseconds since the first point of the signature. */
  readonly time: number
}

/** As signature_pad's `toData()`, in its pixels. */
export type SignatureStrokes = readonly { readonly points: readonly SignaturePoint[] }[]

/** Loops that run to the right, then a long stroke below; the same words give the same hand. */
export function signature(person: string): SignatureStrokes {
  const rng = random('signature', person)
  const [loops, tall, slant, speed] = [
    rng.range(4, 8),
    rng.range(38, 62),
    rng.range(0.1, 0.6),
    rng.range(0.9, 1.4),
  ]
  const [second, third, phase] = [rng.range(-0.6, 0.6), rng.range(-0.4, 0.4), rng.range(0, 6)]
  const body = Array.from({ length: 120 }, (_, i) => {
    const t = i / 119
    const turn = t * loops * 2 * Math.PI + phase
    const high = tall * (1 - 0.55 * t) * (1 + second * Math.sin(turn * 0.5) + third * Math.cos(turn * 0.33))
    const y = 120 - high * Math.sin(turn)
    return point(
      70 + 400 * t + 26 * Math.cos(turn) + slant * (120 - y),
      y,
      0.45 + 0.3 * Math.sin(turn),
      i * 9 * speed,
    )
  })
  const dip = rng.range(-18, 18)
  const line = Array.from({ length: 40 }, (_, i) => {
    const t = i / 39
    return point(110 + 400 * t, 186 - 22 * t + dip * Math.sin(t * 3), 0.7 - 0.5 * t, 1300 * speed + i * 8)
  })
  return [{ points: body }, { points: line }]
}

function point(x: number, y: number, pressure: number, time: number): SignaturePoint {
  const tenth = (n: number) => Math.round(n * 10) / 10
  return { x: tenth(x), y: tenth(y), pressure: Math.round(pressure * 100) / 100, time: Math.round(time) }
}

/** The strokes as grey ink on white, wider where the pen was pressed. */
export function signaturePicture(strokes: SignatureStrokes): Plane {
  const drawn = strokes.flatMap(({ points }) =>
    points.slice(1).map((to, i) => {
      const from = points[i]!
      return `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke-width="${1.6 + 3.4 * to.pressure}"/>`
    }),
  )
  const ground = `<rect width="${SIGNATURE_WIDTH}" height="${SIGNATURE_HEIGHT}" fill="#fff"/>`
  const ink = `<g stroke="#101010" stroke-linecap="round">${drawn.join('')}</g>`
  const rgba = pixels(svg(SIGNATURE_WIDTH, SIGNATURE_HEIGHT, 1, ground + ink))
  return plane(SIGNATURE_WIDTH, SIGNATURE_HEIGHT, (x, y) => rgba[(y * SIGNATURE_WIDTH + x) * 4]! / 255)
}
