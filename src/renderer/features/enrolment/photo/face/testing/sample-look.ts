import type { GreyMeasure } from '../grey.ts'
import type { Look } from '../look.ts'
import type { FaceMeasure } from '../mesh-face.ts'

/** For tests: a look at a good photo of a 1280 x 720 camera, and what a test changes in it. */
export function sampleLook(
  change: Partial<Look> & { face?: FaceMeasure | null } = {},
  face: Partial<FaceMeasure> = {},
  grey: Partial<GreyMeasure> = {},
): Look {
  return {
    size: { width: 1280, height: 720 },
    faces: 1,
    face: {
      sure: 1,
      eyes: [
        { x: 580, y: 320 },
        { x: 700, y: 320 },
      ],
      eyeDistance: 120,
      chin: { x: 640, y: 520 },
      forehead: { x: 640, y: 230 },
      cheeks: [
        { x: 510, y: 350 },
        { x: 770, y: 350 },
      ],
      yaw: 0,
      pitch: 7,
      roll: 0,
      eyesOpen: 0.32,
      mouthOpen: 0.04,
      ...face,
    },
    grey: { sharpness: 0.04, light: 130, range: 150, burnt: 0, black: 0, uneven: 0.1, ...grey },
    backdrop: 1,
    ...change,
  }
}
