/** What a file that should hold a QR is, from its first bytes alone: before any decoder touches it. */
export type QrFile =
  | { readonly kind: 'pdf' | 'text' }
  | { readonly kind: 'picture'; readonly width: number; readonly height: number }

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
/** Readers look for the header of a PDF this far into the file (ISO 32000-2, annex I). */
const PDF_HEADER_WITHIN = 1024

/**
 * The kind of a file, with the size in pixels for pictures. Photographs of telephones carry whatever after their end, so nothing
 * but kind and size is asked of them here. Undefined for a picture that does not say its size.
 */
export function qrFile(bytes: Uint8Array): QrFile | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (data.subarray(0, PDF_HEADER_WITHIN).includes('%PDF-')) return { kind: 'pdf' }
  if (data.subarray(0, 8).equals(PNG)) {
    return data.length < 24
      ? undefined
      : { kind: 'picture', width: data.readUInt32BE(16), height: data.readUInt32BE(20) }
  }
  if (data.length > 3 && data.readUInt16BE(0) === 0xffd8) return jpeg(data)
  return { kind: 'text' }
}

/** Start-of-frame markers: all of c0 to cf but DHT (c4), JPG (c8) and DAC (cc). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function jpeg(data: Buffer): QrFile | undefined {
  for (let at = 2; at + 9 <= data.length && data[at] === 0xff; ) {
    const marker = data[at + 1]!
    if (marker === 0xff) at += 1
    else if (isFrame(marker))
      return { kind: 'picture', height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) }
    else at += 2 + data.readUInt16BE(at + 2)
  }
  return undefined
}
