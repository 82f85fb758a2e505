/** Where the 3x4 photo lies in a picture, in its pixels. The core cuts it; the page only says where. */
export interface Crop {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

const RATIO = 3 / 4
/** Smaller would not print 40 x 55 mm (the core refuses less than 240 x 320). */
const LEAST_HEIGHT = 320

function round({ x, y, width, height }: Crop): Crop {
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) }
}

/** The guide of the live picture: 3x4 in the middle, as high as `part` of it. */
export function guideCrop({ width, height }: Size, part = 0.94): Crop {
  const most = Math.min(height, width / RATIO)
  const h = Math.max(Math.min(most, LEAST_HEIGHT), most * part)
  const w = h * RATIO
  return round({ x: (width - w) / 2, y: (height - h) / 2, width: w, height: h })
}

/** The crop moved by pixels, kept inside the picture. */
export function moveCrop(crop: Crop, dx: number, dy: number, { width, height }: Size): Crop {
  const x = Math.min(Math.max(0, crop.x + dx), width - crop.width)
  const y = Math.min(Math.max(0, crop.y + dy), height - crop.height)
  return round({ ...crop, x, y })
}

/** The crop made larger or smaller about its middle, still 3x4, inside the picture and large enough to print. */
export function scaleCrop(crop: Crop, factor: number, size: Size): Crop {
  const most = Math.min(size.height, size.width / RATIO)
  const height = Math.min(most, Math.max(Math.min(LEAST_HEIGHT, most), crop.height * factor))
  const width = height * RATIO
  const grown = {
    x: crop.x + (crop.width - width) / 2,
    y: crop.y + (crop.height - height) / 2,
    width,
    height,
  }
  return moveCrop(grown, 0, 0, size)
}

/** What a key does to the crop; null when it does nothing to it. A step is a fiftieth of the picture's height. */
export function cropByKey(key: string, crop: Crop, size: Size): Crop | null {
  const step = Math.max(1, Math.round(size.height / 50))
  switch (key) {
    case 'ArrowLeft':
      return moveCrop(crop, -step, 0, size)
    case 'ArrowRight':
      return moveCrop(crop, step, 0, size)
    case 'ArrowUp':
      return moveCrop(crop, 0, -step, size)
    case 'ArrowDown':
      return moveCrop(crop, 0, step, size)
    case '+':
      return scaleCrop(crop, 1.06, size)
    case '-':
      return scaleCrop(crop, 1 / 1.06, size)
    default:
      return null
  }
}
