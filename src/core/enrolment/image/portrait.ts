import { ResizeFilterType, ResizeFit, Transformer } from '@napi-rs/image'
import { type Crop, cropInside, isPortraitRatio, middleCrop } from './crop.ts'
import { type ImageHeader, readImageHeader, type WhyNot } from './header.ts'
import { whyWrongSize } from './limits.ts'

/** The 3x4 JPEG that the card gets, and the small one that the station keeps for the Suket until hand-over. */
export interface Portrait {
  readonly photo: Uint8Array
  readonly small: Uint8Array
  readonly crop: Crop
}

/** FORMATS: the station keeps a Suket photo of at most 40 KB. */
export const SMALL_PHOTO_BYTES = 40_000

const PHOTO_HEIGHT = 1600
const PHOTO_QUALITY = 92
/** Tried in order until one is small enough: 40 x 55 mm at about 220, 185 and 150 dpi. */
const SMALL: readonly (readonly [height: number, quality: number])[] = [
  [480, 85],
  [480, 75],
  [480, 62],
  [400, 60],
  [320, 55],
  [320, 30],
]

/** EXIF orientations 5 to 8 lie on their side. */
function uprightSize(
  bytes: Uint8Array,
  header: ImageHeader,
): { width: number; height: number; turned: boolean } {
  const { orientation = 1 } = new Transformer(bytes).metadataSync(true)
  const { width, height } = header
  return orientation >= 5
    ? { width: height, height: width, turned: true }
    : { width, height, turned: orientation > 1 }
}

/**
 * Makes both photos from a PNG or JPEG, turned upright as its EXIF says. A JPEG that is upright and 3x4 already and not cropped stays
 * as it is, byte for byte. Throws what the decoder throws; answers why there is none. Runs in the image process alone.
 */
export function makePortrait(bytes: Uint8Array, asked?: Crop): Portrait | WhyNot {
  const header = readImageHeader(bytes)
  if ('why' in header) return header
  const { width, height, turned } = uprightSize(bytes, header)
  const crop = asked ? cropInside(asked, width, height) : middleCrop(width, height)
  if ('why' in crop) return crop
  const wrong = whyWrongSize('photo', crop)
  if (wrong) return wrong
  // A Transformer resizes before it crops, so the cut is an image of its own; bitmaps cost no compression.
  const cut = new Transformer(bytes).rotate().crop(crop.x, crop.y, crop.width, crop.height).bmpSync()
  const asIs = !asked && !turned && header.media === 'image/jpeg' && isPortraitRatio(width, height)
  const photo = asIs ? bytes : jpegOf(cut, Math.min(crop.height, PHOTO_HEIGHT), PHOTO_QUALITY)
  return { photo, small: smallPhoto(cut), crop }
}

function jpegOf(cut: Uint8Array, height: number, quality: number): Uint8Array {
  const width = Math.round(height * 0.75)
  return new Transformer(cut)
    .resize({ width, height, filter: ResizeFilterType.Lanczos3, fit: ResizeFit.Fill })
    .jpegSync(quality)
}

function smallPhoto(cut: Uint8Array): Uint8Array {
  let small: Uint8Array = new Uint8Array()
  for (const [height, quality] of SMALL) {
    small = jpegOf(cut, height, quality)
    if (small.length <= SMALL_PHOTO_BYTES) break
  }
  return small
}
