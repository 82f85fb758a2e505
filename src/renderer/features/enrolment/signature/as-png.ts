/** A signature from a file as PNG, which the packet keeps. A file that is no image goes on as it is: the core says so. */
export async function asPng(file: Blob): Promise<Blob> {
  if (file.type === 'image/png') return file
  try {
    const bitmap = await createImageBitmap(file)
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
    bitmap.close()
    return await canvas.convertToBlob({ type: 'image/png' })
  } catch (error) {
    if (error instanceof DOMException) return file
    throw error
  }
}
