import type { PhotoBackground } from '../../../../../contract/photo-background.ts'
import type { Look } from './look.ts'

/** What the page asks of the thread for faces: a look at a picture, or the asked colour behind the person in it. */
export interface FaceRequest {
  readonly id: number
  readonly do: 'look' | 'background'
  readonly bitmap: ImageBitmap
  readonly asked: PhotoBackground
}

/** Its answers; a picture that was looked at comes back. */
export type FaceAnswer =
  | { readonly id: number; readonly bitmap: ImageBitmap; readonly look: Look }
  | { readonly id: number; readonly file: Blob }
  | { readonly id: number; readonly failed: string }
