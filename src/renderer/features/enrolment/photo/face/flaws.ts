import type { PhotoFlaw } from '../../../../../contract/captures.ts'
import { betweenEyes, cropByEyes } from './eye-crop.ts'
import type { GreyMeasure } from './grey.ts'
import { LIMITS } from './limits.ts'
import type { Look } from './look.ts'
import type { FaceMeasure } from './mesh-face.ts'

const outside = (value: number, [low, high]: readonly [number, number]) => value < low || value > high

/** What is wrong with a picture, what the resident can mend first coming first; empty for a good one. */
export function flawsOf({ size, faces, face, grey, backdrop }: Look): PhotoFlaw[] {
  if (!face || faces === 0 || face.sure < LIMITS.sure) return ['no-face']
  if (faces > 1) return ['many-faces']
  return [
    ...place(face, size),
    ...stance(face),
    ...(grey ? light(grey) : []),
    ...(backdrop !== null && backdrop < LIMITS.backdrop ? (['background'] as const) : []),
  ]
}

/** Size and place: whether the photo of the standard can be cut around this face. */
function place(face: FaceMeasure, size: Look['size']): PhotoFlaw[] {
  const { usual, small, smallBelow } = LIMITS.eyeDistance
  if (face.eyeDistance < (size.height < smallBelow ? small : usual)) return ['too-small']
  const crop = cropByEyes(face, size)
  if (crop.height < face.eyeDistance * LIMITS.photoHeight.least) return ['too-large']
  const { x, y } = betweenEyes(face)
  const across = (x - crop.x) / crop.width
  const up = 1 - (y - crop.y) / crop.height
  return outside(across, LIMITS.eyesAcross) || outside(up, LIMITS.eyesUp) ? ['off-centre'] : []
}

function stance({ yaw, pitch, roll, eyesOpen, mouthOpen }: FaceMeasure): PhotoFlaw[] {
  const flaws: PhotoFlaw[] = []
  const turned = Math.abs(yaw) > LIMITS.yaw || outside(pitch, LIMITS.pitch)
  if (turned) flaws.push('turned')
  if (Math.abs(roll) > LIMITS.roll) flaws.push('tilted')
  if (eyesOpen < LIMITS.eyesOpen) flaws.push('eyes-closed')
  if (mouthOpen > LIMITS.mouthOpen) flaws.push('mouth-open')
  return flaws
}

function light({ sharpness, light: shade, range, burnt, uneven }: GreyMeasure): PhotoFlaw[] {
  const flat = range < LIMITS.range
  if (flat && shade < LIMITS.darkBelow) return ['too-dark']
  const flaws: PhotoFlaw[] = []
  if (flat || burnt > LIMITS.burnt || shade > LIMITS.brightAbove) flaws.push('too-bright')
  else if (uneven > LIMITS.uneven) flaws.push('uneven-light')
  if (sharpness < LIMITS.sharpness) flaws.push('blurred')
  return flaws
}

/** Flaws for which the photo waits. The backdrop's colour is none: it can be replaced afterwards. */
export function holds(flaws: readonly PhotoFlaw[]): boolean {
  return flaws.some((flaw) => flaw !== 'background')
}
