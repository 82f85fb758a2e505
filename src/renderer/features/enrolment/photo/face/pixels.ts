/** A picture as its pixels: rows of red, green, blue, alpha, 8 bits each. What a canvas gives. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A square of a picture: its middle and side in pixels, turned by an angle in radians (clockwise as one looks at it). */
export interface Square {
  readonly middle: Point
  readonly side: number
  readonly angle: number
}

/** Half as wide and half as high, each pixel the mean of four. */
export function halve({ width, height, data }: Pixels): Pixels {
  const half = { width: width >> 1, height: height >> 1 }
  const out = new Uint8ClampedArray(half.width * half.height * 4)
  for (let y = 0, to = 0; y < half.height; y++)
    for (let x = 0; x < half.width; x++) {
      const from = (2 * y * width + 2 * x) * 4
      for (let c = 0; c < 4; c++, to++) {
        const at = from + c
        const below = at + width * 4
        out[to] = (data[at]! + data[at + 4]! + data[below]! + data[below + 4]!) / 4
      }
    }
  return { ...half, data: out }
}

/**
 * A square of the picture as `size` x `size` red, green and blue values from `low` to `high`, as models take it; black outside the
 * picture. A picture much larger than asked is halved first, so that nothing between its pixels is lost.
 */
export function cutSquare(
  picture: Pixels,
  square: Square,
  size: number,
  [low, high]: readonly [number, number],
): Float32Array<ArrayBuffer> {
  if (square.side > size * 2 && Math.min(picture.width, picture.height) > 3) {
    const { middle, side, angle } = square
    const less = { middle: { x: middle.x / 2, y: middle.y / 2 }, side: side / 2, angle }
    return cutSquare(halve(picture), less, size, [low, high])
  }
  const out = new Float32Array(size * size * 3).fill(low)
  const scale = (high - low) / 255
  const step = square.side / size
  const [cos, sin] = [Math.cos(square.angle) * step, Math.sin(square.angle) * step]
  for (let v = 0, to = 0; v < size; v++)
    for (let u = 0; u < size; u++, to += 3) {
      const [du, dv] = [u + 0.5 - size / 2, v + 0.5 - size / 2]
      const x = square.middle.x + du * cos - dv * sin - 0.5
      const y = square.middle.y + du * sin + dv * cos - 0.5
      put(out, to, picture, x, y, scale, low)
    }
  return out
}

/** The pixel at a place between pixels, mixed of the four around it. */
function put(
  out: Float32Array,
  to: number,
  { width, height, data }: Pixels,
  x: number,
  y: number,
  scale: number,
  low: number,
): void {
  const left = Math.floor(x)
  const top = Math.floor(y)
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return
  const [fx, fy] = [x - left, y - top]
  const at = (top * width + left) * 4
  const below = at + width * 4
  for (let c = 0; c < 3; c++) {
    const above = data[at + c]! * (1 - fx) + data[at + 4 + c]! * fx
    const under = data[below + c]! * (1 - fx) + data[below + 4 + c]! * fx
    out[to + c] = (above * (1 - fy) + under * fy) * scale + low
  }
}

/** Where a place of the cut square (0 to 1, from its upper left corner) lies in the picture. */
export function placeIn({ middle, side, angle }: Square, { x, y }: Point): Point {
  const [u, v] = [(x - 0.5) * side, (y - 0.5) * side]
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return { x: middle.x + u * cos - v * sin, y: middle.y + u * sin + v * cos }
}
