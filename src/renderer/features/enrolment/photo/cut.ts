import type { Crop } from './crop.ts'

/** Cuts the 3x4 photo out of the untouched picture at `url`, in its own pixels, as JPEG. */
export async function cutPhoto(url: string, crop: Crop): Promise<Blob> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`the original answered ${response.status}`)
  const bitmap = await createImageBitmap(await response.blob(), crop.x, crop.y, crop.width, crop.height)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  bitmap.close()
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })
}
