import type { WhyNot } from './header.ts'

/** A rectangle in whole pixels of an upright image. */
export interface Crop {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Photo of the card: width to height (FACTS: recording; 3 x 4). */
const RATIO = 3 / 4
const TOLERANCE = 0.02

/** The largest 3x4 rectangle in the middle. */
export function middleCrop(width: number, height: number): Crop {
  const wide = width / height > RATIO
  const w = wide ? Math.round(height * RATIO) : width
  const h = wide ? height : Math.round(width / RATIO)
  return { x: Math.floor((width - w) / 2), y: Math.floor((height - h) / 2), width: w, height: h }
}

/** The asked rectangle in whole pixels inside the image, or why it is not one of 3x4. */
export function cropInside(asked: Crop, width: number, height: number): Crop | WhyNot {
  const x = Math.max(0, Math.round(asked.x))
  const y = Math.max(0, Math.round(asked.y))
  const w = Math.min(Math.round(asked.width), width - x)
  const h = Math.min(Math.round(asked.height), height - y)
  const even = Math.abs(w / h / RATIO - 1) <= TOLERANCE
  if (w > 0 && h > 0 && even) return { x, y, width: w, height: h }
  return { why: 'potongan tidak 3 x 4 di dalam gambar', whyEn: 'the crop is not 3 x 4 inside the image' }
}

/** Whether an image is 3x4 as it is. */
export function isPortraitRatio(width: number, height: number): boolean {
  return Math.abs(width / height / RATIO - 1) <= TOLERANCE
}
