import type { Size } from '../crop.ts'
import type { Look } from './look.ts'
import type { Point } from './pixels.ts'

/** A look at a smaller picture in the pixels of the one that it was made of; angles and shares stay. */
export function scaleLook(look: Look, size: Size): Look {
  const by = size.width / look.size.width
  const point = ({ x, y }: Point): Point => ({ x: x * by, y: y * by })
  const { face } = look
  return {
    ...look,
    size,
    face: face && {
      ...face,
      eyes: [point(face.eyes[0]), point(face.eyes[1])],
      eyeDistance: face.eyeDistance * by,
      chin: point(face.chin),
      forehead: point(face.forehead),
      cheeks: [point(face.cheeks[0]), point(face.cheeks[1])],
    },
  }
}
