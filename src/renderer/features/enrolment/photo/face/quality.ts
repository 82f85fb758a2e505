import type { PhotoQuality } from '../../../../../contract/captures.ts'
import type { Look } from './look.ts'

const rounded = (value: number, digits: number) => Number(value.toFixed(digits))

/** What a packet keeps of a look (formats/capture). */
export function qualityOf({ faces, face, grey, backdrop }: Look): PhotoQuality {
  return {
    faces: Math.min(99, faces),
    ...(face && {
      eyeDistance: rounded(face.eyeDistance, 1),
      yaw: rounded(face.yaw, 1),
      pitch: rounded(face.pitch, 1),
      roll: rounded(face.roll, 1),
      eyesOpen: rounded(Math.min(10, face.eyesOpen), 3),
      mouthOpen: rounded(Math.min(10, face.mouthOpen), 3),
    }),
    ...(grey && {
      sharpness: rounded(grey.sharpness, 4),
      light: rounded(grey.light, 0),
      range: rounded(grey.range, 0),
    }),
    ...(backdrop === null ? {} : { backdrop: rounded(backdrop, 3) }),
  }
}
