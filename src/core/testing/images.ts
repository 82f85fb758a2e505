import { Transformer } from '@napi-rs/image'

/** Grey noise over a gradient as RGBA: the same for one seed, compresses badly like a real capture. */
function pixels(width: number, height: number, seed: number): Uint8Array {
  const out = new Uint8Array(width * height * 4)
  let state = (seed * 2654435761 + 1) >>> 0
  for (let at = 0; at < out.length; at += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const x = (at / 4) % width
    out[at] = (x * 255) / width
    out[at + 1] = state >>> 24
    out[at + 2] = seed & 255
    out[at + 3] = 255
  }
  return out
}

const made = new Map<string, Uint8Array>()

/** Noise takes its time to compress; each picture is made once. */
function once(key: string, make: () => Uint8Array): Uint8Array {
  const bytes = made.get(key) ?? make()
  made.set(key, bytes)
  return Uint8Array.from(bytes)
}

/** A PNG of this size that no decoder refuses; different for each seed. */
export function samplePng(width = 120, height = 160, seed = 1): Uint8Array {
  return once(`png ${width} ${height} ${seed}`, () =>
    Transformer.fromRgbaPixels(pixels(width, height, seed), width, height).pngSync(),
  )
}

/** A JPEG of this size; different for each seed. */
export function sampleJpeg(width = 480, height = 640, seed = 1): Uint8Array {
  return once(`jpeg ${width} ${height} ${seed}`, () =>
    Transformer.fromRgbaPixels(pixels(width, height, seed), width, height).jpegSync(85),
  )
}

/** The same JPEG, told by EXIF that it has to be turned (orientation 6: its left side is up). */
export function turnedJpeg(width: number, height: number, seed = 1): Uint8Array {
  const jpeg = Buffer.from(sampleJpeg(width, height, seed))
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex')
  const length = Buffer.alloc(2)
  length.writeUInt16BE(2 + 6 + tiff.length)
  const exif = Buffer.concat([Buffer.from('ffe1', 'hex'), length, Buffer.from('Exif\0\0'), tiff])
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)])
}
