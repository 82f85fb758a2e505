import type { Size } from '../crop.ts'
import type { GreyMeasure } from './grey.ts'
import type { FaceMeasure } from './mesh-face.ts'

/** What one look at a picture of the camera found. */
export interface Look {
  readonly size: Size
  /** Faces that may be meant: those far smaller than the largest stand in the background of a picture. */
  readonly faces: number
  /** The largest face; null where there is none. */
  readonly face: FaceMeasure | null
  readonly grey: GreyMeasure | null
  /** Share of the backdrop that has the asked colour; null without a face. */
  readonly backdrop: number | null
}
