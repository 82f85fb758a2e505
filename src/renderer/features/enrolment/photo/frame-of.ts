import type { Size } from './crop.ts'

/** The picture of a video at this moment, in its own pixels, as JPEG. */
export async function frameOf(video: HTMLVideoElement): Promise<{ file: Blob; size: Size }> {
  const size = { width: video.videoWidth, height: video.videoHeight }
  const canvas = new OffscreenCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  if (!context || size.width === 0) throw new Error('the camera shows no picture yet')
  context.drawImage(video, 0, 0)
  return { file: await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 }), size }
}

/** The size of an image file as it is seen, turned as its EXIF says; null when it is no image that can be shown. */
export async function sizeOf(file: Blob): Promise<Size | null> {
  try {
    const bitmap = await createImageBitmap(file)
    const size = { width: bitmap.width, height: bitmap.height }
    bitmap.close()
    return size
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}
