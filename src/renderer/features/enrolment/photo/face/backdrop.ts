import type { PhotoBackground } from '../../../../../contract/photo-background.ts'
import type { Crop } from '../crop.ts'
import type { Pixels } from './pixels.ts'

/** Beside the head: both edges of the photo, from the top to below the eyes, where neither head nor shoulders are. */
const EDGE = 0.12
const DEPTH = 0.42
/** Pixels that are looked at across a photo's width. */
const ACROSS = 120

/** Hue in degrees, saturation and brightness from 0 to 1. */
export function hsv(red: number, green: number, blue: number): readonly [number, number, number] {
  const most = Math.max(red, green, blue)
  const spread = most - Math.min(red, green, blue)
  if (spread === 0) return [0, 0, most / 255]
  const sixth =
    most === red
      ? (green - blue) / spread
      : most === green
        ? 2 + (blue - red) / spread
        : 4 + (red - green) / spread
  return [(sixth * 60 + 360) % 360, spread / most, most / 255]
}

/** Whether a colour passes for the backdrop's: cloths and lamps differ, so hues are taken widely, greys and skin are not taken. */
export function isBackdrop(asked: PhotoBackground, red: number, green: number, blue: number): boolean {
  const [hue, saturation, brightness] = hsv(red, green, blue)
  if (asked === 'red') return (hue <= 15 || hue >= 335) && saturation >= 0.5 && brightness >= 0.25
  if (asked === 'blue') return hue >= 190 && hue <= 260 && saturation >= 0.35 && brightness >= 0.25
  return hue > 15 && hue <= 45 && saturation >= 0.6 && brightness >= 0.5
}

/** The share, 0 to 1, of what is seen beside the head that has the asked colour. */
export function backdropShare({ width, height, data }: Pixels, crop: Crop, asked: PhotoBackground): number {
  const step = Math.max(1, crop.width / ACROSS)
  const edge = crop.width * EDGE
  let seen = 0
  let right = 0
  for (let y = crop.y; y < crop.y + crop.height * DEPTH; y += step)
    for (let x = crop.x; x < crop.x + crop.width; x += step) {
      if (x > crop.x + edge && x < crop.x + crop.width - edge) continue
      const [px, py] = [Math.floor(x), Math.floor(y)]
      if (px < 0 || py < 0 || px >= width || py >= height) continue
      const at = (py * width + px) * 4
      seen++
      if (isBackdrop(asked, data[at]!, data[at + 1]!, data[at + 2]!)) right++
    }
  return seen === 0 ? 0 : right / seen
}
