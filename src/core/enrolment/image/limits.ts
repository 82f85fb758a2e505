import type { WhyNot } from './header.ts'

/** Sides in pixels that a capture must have at least, and pixels at most: a bomb is refused before it is decoded. */
const SMALLEST = {
  /** 3 x 4 at 240 x 320 still prints 40 x 55 mm at 150 dpi. */
  photo: { width: 240, height: 320 },
  /** Captures: a single finger at 500 ppi is about 200 x 250; an iris after ISO 19794-6 is 640 x 480. */
  finger: { width: 100, height: 100 },
  iris: { width: 160, height: 120 },
  signature: { width: 50, height: 20 },
} as const

export type ImageKind = keyof typeof SMALLEST

const MOST_PIXELS = 40_000_000
const LONGEST_SIDE = 12_000

/** Why an image of this size is not taken, or undefined. */
export function whyWrongSize(
  kind: ImageKind,
  { width, height }: { width: number; height: number },
): WhyNot | undefined {
  const least = SMALLEST[kind]
  if (width < least.width || height < least.height) {
    return {
      why: `ukuran ${width} x ${height}, paling kecil ${least.width} x ${least.height} piksel`,
      whyEn: `it is ${width} x ${height}, at least ${least.width} x ${least.height} pixels are needed`,
    }
  }
  if (Math.max(width, height) > LONGEST_SIDE || width * height > MOST_PIXELS) {
    return {
      why: `ukuran ${width} x ${height} terlalu besar`,
      whyEn: `${width} x ${height} pixels are too many`,
    }
  }
  return undefined
}
