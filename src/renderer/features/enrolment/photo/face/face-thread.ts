/** Worker of the page: looks at pictures of the camera, and puts a colour behind a person. The models and their runtime live here alone. */
import { BACKGROUND_COLOURS } from '../../../../../contract/photo-background.ts'
import { type Engine, MASK_SIZE, openEngine } from './engine.ts'
import type { FaceAnswer, FaceRequest } from './face-messages.ts'
import type { Pixels } from './pixels.ts'
import { putBehind } from './put-behind.ts'
import { scaleLook } from './scale-look.ts'

/** More lines than this show nothing more of a face, and cost time at every look. */
const MOST_LINES = 720

let engine: Promise<Engine> | null = null

function pixelsOf(bitmap: ImageBitmap, mostLines: number): Pixels {
  const by = Math.min(1, mostLines / bitmap.height)
  const [width, height] = [Math.round(bitmap.width * by), Math.round(bitmap.height * by)]
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!canvas) throw new Error('no canvas')
  canvas.imageSmoothingQuality = 'medium'
  canvas.drawImage(bitmap, 0, 0, width, height)
  return canvas.getImageData(0, 0, width, height)
}

async function answerTo(request: FaceRequest): Promise<FaceAnswer> {
  engine ??= openEngine()
  const opened = await engine
  const { id, bitmap, asked } = request
  if (request.do === 'look') {
    const seen = opened.look(pixelsOf(bitmap, MOST_LINES), asked)
    return { id, bitmap, look: scaleLook(seen, { width: bitmap.width, height: bitmap.height }) }
  }
  const picture = pixelsOf(bitmap, Number.POSITIVE_INFINITY)
  const { width, height } = picture
  const square = { middle: { x: width / 2, y: height / 2 }, side: Math.max(width, height), angle: 0 }
  const { data } = putBehind(
    picture,
    opened.person(picture, square),
    MASK_SIZE,
    square,
    BACKGROUND_COLOURS[asked],
  )
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0)
  return { id, file: await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 }) }
}

addEventListener('message', ({ data }: MessageEvent<FaceRequest>) => {
  answerTo(data).then(
    (answer) => postMessage(answer, { transfer: 'bitmap' in answer ? [answer.bitmap] : [] }),
    (cause: unknown) => postMessage({ id: data.id, failed: String(cause) } satisfies FaceAnswer),
  )
})
