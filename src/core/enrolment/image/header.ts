import { crc32 } from 'node:zlib'

/** What an image file says of itself, before any decoder touches it. Sizes in pixels. */
export interface ImageHeader {
  readonly media: 'image/png' | 'image/jpeg'
  readonly width: number
  readonly height: number
}

/** Why a file is not taken, in both languages. */
export interface WhyNot {
  readonly why: string
  readonly whyEn: string
}

export const NOT_AN_IMAGE: WhyNot = { why: 'bukan PNG atau JPEG', whyEn: 'neither PNG nor JPEG' }
export const TORN: WhyNot = { why: 'berkas terpotong atau rusak', whyEn: 'the file is cut short or damaged' }

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

/**
 * Reads an image's kind and size from its bytes alone: every chunk of a PNG with its CRC up to IEND, every marker of a JPEG up to
 * the scan, and EOI at its end. A decoder would take a torn file and paint the rest grey; we refuse it.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | WhyNot {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (data.subarray(0, 8).equals(PNG)) return pngHeader(data)
  if (data.length > 3 && data.readUInt16BE(0) === 0xffd8) return jpegHeader(data)
  return NOT_AN_IMAGE
}

function pngHeader(data: Buffer): ImageHeader | WhyNot {
  let size: { width: number; height: number } | undefined
  for (let at = 8; at + 12 <= data.length; ) {
    const length = data.readUInt32BE(at)
    const end = at + 12 + length
    if (end > data.length || crc32(data.subarray(at + 4, end - 4)) !== data.readUInt32BE(end - 4)) return TORN
    const type = data.toString('latin1', at + 4, at + 8)
    if ((type === 'IHDR') !== (size === undefined) || (type === 'IHDR' && length !== 13)) return TORN
    if (type === 'IHDR') size = { width: data.readUInt32BE(at + 8), height: data.readUInt32BE(at + 12) }
    if (type === 'IEND') return end === data.length && size ? { media: 'image/png', ...size } : TORN
    at = end
  }
  return TORN
}

/** Start-of-frame markers: all but DHT (c4), JPG (c8) and DAC (cc). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function jpegHeader(data: Buffer): ImageHeader | WhyNot {
  if (data.readUInt16BE(data.length - 2) !== 0xffd9) return TORN
  let size: { width: number; height: number } | undefined
  for (let at = 2; at + 4 <= data.length; ) {
    if (data[at] !== 0xff) return TORN
    const marker = data[at + 1]!
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = data.readUInt16BE(at + 2)
    if (length < 2 || at + 2 + length > data.length) return TORN
    if (isFrame(marker) && length >= 8) {
      size ??= { height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) }
    }
    if (marker === 0xda) return size ? { media: 'image/jpeg', ...size } : TORN
    at += 2 + length
  }
  return TORN
}
