import type { Size } from './crop.ts'

/** The picture of a video at this moment, in its own pixels, as JPEG. */
export async function frameOf(video: HTMLVideoElement): Promise<{ file: Blob; size: Size }> {
  if (video.videoWidth === 0) throw new Error('the camera shows no picture yet')
  const bitmap = await createImageBitmap(video)
  const frame = await fileOf(bitmap)
  bitmap.close()
  return frame
}

/** A picture in its own pixels, as JPEG. */
export async function fileOf(bitmap: ImageBitmap): Promise<{ file: Blob; size: Size }> {
  const size = { width: bitmap.width, height: bitmap.height }
  const canvas = new OffscreenCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.drawImage(bitmap, 0, 0)
  return { file: await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 }), size }
}

/** A file as a picture, turned as its EXIF says; null when it is no image that can be shown. */
export async function pictureOf(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file)
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}
