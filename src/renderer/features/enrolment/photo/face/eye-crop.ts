import { type Crop, moveCrop, type Size } from '../crop.ts'
import { LIMITS } from './limits.ts'
import type { FaceMeasure } from './mesh-face.ts'
import type { Point } from './pixels.ts'

/** Height of the eyes in a token image, from its top (ISO/IEC 19794-5: 0.6 of the width, 0.45 of the height). */
const EYES_DOWN = 0.45

/** The middle between both eyes. */
export function betweenEyes({ eyes: [right, left] }: Pick<FaceMeasure, 'eyes'>): Point {
  return { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 }
}

/**
 * The 3x4 photo around a face: as a token image of ISO/IEC 19794-5, the eyes a quarter of its width apart; smaller where the picture has
 * no room for that, and always inside the picture.
 */
export function cropByEyes(face: Pick<FaceMeasure, 'eyes' | 'eyeDistance'>, size: Size): Crop {
  const { x, y } = betweenEyes(face)
  const most = Math.min(size.height, (size.width * 4) / 3)
  const least = Math.min(most, 320)
  const height = Math.max(least, Math.min(most, face.eyeDistance * LIMITS.photoHeight.token))
  const width = height * 0.75
  return moveCrop({ x: x - width / 2, y: y - height * EYES_DOWN, width, height }, 0, 0, size)
}
