/** Windows icon file of square PNG images (Windows Vista and later read PNG entries). */

/** Width of a PNG in pixels, from its header. */
export function pngWidth(image: Uint8Array): number {
  return Buffer.from(image).readUInt32BE(16)
}

/** One directory entry of sixteen bytes per image; a width of 256 is written as 0. */
export function ico(images: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(6 + images.length * 16)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  for (const [i, image] of images.entries()) {
    const at = 6 + i * 16
    const size = pngWidth(image) % 256
    header.writeUInt8(size, at)
    header.writeUInt8(size, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(image.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += image.length
  }
  return Buffer.concat([header, ...images])
}
