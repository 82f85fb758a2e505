import { crc32, deflateSync } from 'node:zlib'
import type { GreyPicture } from '../lib/jpeg2000.ts'

/** A picture given as a function, 0 black to 1 white, as 8-bit grey pixels row by row. */
export function greyPicture(
  width: number,
  height: number,
  at: (x: number, y: number) => number,
): GreyPicture {
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[y * width + x] = Math.round(Math.min(Math.max(at(x, y), 0), 1) * 255)
    }
  }
  return { width, height, pixels }
}

/** An 8-bit grey PNG. `ppi` stands in the file (pHYs). */
export function greyPng({ width, height, pixels }: GreyPicture, ppi?: number): Uint8Array {
  const raw = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) raw.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...(ppi === undefined ? [] : [chunk('pHYs', density(ppi))]),
    chunk('IDAT', deflateSync(raw, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function density(ppi: number): Buffer {
  const data = Buffer.alloc(9)
  const perMetre = Math.round(ppi / 0.0254)
  data.writeUInt32BE(perMetre, 0)
  data.writeUInt32BE(perMetre, 4)
  data[8] = 1
  return data
}

function chunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(data.length + 12)
  out.writeUInt32BE(data.length, 0)
  out.write(type, 4, 'latin1')
  data.copy(out, 8)
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8)
  return out
}
