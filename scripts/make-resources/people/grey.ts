/** Grey pictures: planes of numbers 0 (black) to 1 (white), smooth noise, and 8-bit grey PNG with its resolution. */
import { crc32, deflateSync } from 'node:zlib'
import type { Random } from './random.ts'

export interface Plane {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** A plane filled by a function of its pixels. */
export function plane(width: number, height: number, at: (x: number, y: number) => number): Plane {
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = at(x, y)
  return { width, height, data }
}

/** Between four pixels; outside the plane its nearest pixel. */
export function sample(source: Plane, x: number, y: number): number {
  const { width, height, data } = source
  const cx = Math.min(Math.max(x, 0), width - 1.001)
  const cy = Math.min(Math.max(y, 0), height - 1.001)
  const [x0, y0] = [Math.floor(cx), Math.floor(cy)]
  const [fx, fy] = [cx - x0, cy - y0]
  const at = y0 * width + x0
  const top = data[at]! * (1 - fx) + data[at + 1]! * fx
  const bottom = data[at + width]! * (1 - fx) + data[at + width + 1]! * fx
  return top * (1 - fy) + bottom * fy
}

/** Smooth noise about -1 to 1 over (x, y) in cells of one unit; `wrap` cells around in x when given. */
export function smoothNoise(
  rng: Random,
  columns: number,
  rows: number,
  wrap = false,
): (x: number, y: number) => number {
  const grid = plane(columns + 2, rows + 2, () => rng.range(-1, 1))
  if (wrap)
    for (let y = 0; y < rows + 2; y++) grid.data[y * grid.width + columns] = grid.data[y * grid.width]!
  const ease = (t: number) => Math.floor(t) + (t - Math.floor(t)) ** 2 * (3 - 2 * (t - Math.floor(t)))
  return (x, y) => sample(grid, ease(x), ease(y))
}

/** 8-bit grey PNG in `levels` steps (fewer steps, smaller file); `ppi` is written as pixels per metre. */
export function greyPng(picture: Plane, options: { levels: number; ppi?: number }): Buffer {
  const { width, height, data } = picture
  const top = options.levels - 1
  const raw = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = Math.min(Math.max(data[y * width + x]!, 0), 1)
      raw[y * (width + 1) + 1 + x] = Math.round((Math.round(value * top) * 255) / top)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(8, 8)
  const chunks = [chunk('IHDR', header)]
  if (options.ppi !== undefined) chunks.push(chunk('pHYs', density(options.ppi)))
  chunks.push(chunk('IDAT', deflateSync(raw, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0)))
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])
}

function density(ppi: number): Buffer {
  const data = Buffer.alloc(9)
  data.writeUInt32BE(Math.round(ppi / 0.0254), 0)
  data.writeUInt32BE(Math.round(ppi / 0.0254), 4)
  data.writeUInt8(1, 8)
  return data
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
