import { type Pixels, placeIn, type Square } from './pixels.ts'

/** Below the first share of person it is backdrop, above the second person; between them the two are mixed. */
const EDGE = [0.35, 0.75] as const

/**
 * A picture with one colour behind the person.
 * @param mask `size` x `size` shares of person in `square` of the picture
 */
export function putBehind(
  { width, height, data }: Pixels,
  mask: Float32Array,
  size: number,
  square: Square,
  [red, green, blue]: readonly [number, number, number],
): Pixels {
  const out = new Uint8ClampedArray(data)
  const corner = placeIn({ ...square, angle: 0 }, { x: 0, y: 0 })
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const u = ((x + 0.5 - corner.x) / square.side) * size - 0.5
      const v = ((y + 0.5 - corner.y) / square.side) * size - 0.5
      const person = smooth(shareAt(mask, size, u, v))
      const at = (y * width + x) * 4
      out[at] = data[at]! * person + red * (1 - person)
      out[at + 1] = data[at + 1]! * person + green * (1 - person)
      out[at + 2] = data[at + 2]! * person + blue * (1 - person)
    }
  return { width, height, data: out }
}

function smooth(share: number): number {
  const part = Math.min(1, Math.max(0, (share - EDGE[0]) / (EDGE[1] - EDGE[0])))
  return part * part * (3 - 2 * part)
}

/** The share between the mask's places, mixed of the four around it. */
function shareAt(mask: Float32Array, size: number, u: number, v: number): number {
  const clamp = (at: number) => Math.min(size - 1, Math.max(0, at))
  const [left, top] = [clamp(Math.floor(u)), clamp(Math.floor(v))]
  const [right, below] = [clamp(left + 1), clamp(top + 1)]
  const [fx, fy] = [Math.min(1, Math.max(0, u - left)), Math.min(1, Math.max(0, v - top))]
  const above = mask[top * size + left]! * (1 - fx) + mask[top * size + right]! * fx
  const under = mask[below * size + left]! * (1 - fx) + mask[below * size + right]! * fx
  return above * (1 - fy) + under * fy
}
