import openJpeg from '@cornerstonejs/codec-openjpeg/wasmjs'
import { Fault } from './fault.ts'

/** A grey picture, 8 bits a pixel, row by row. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** The library says on standard output what it does; a terminal's answer stands there. */
const QUIET = { print: () => undefined, printErr: () => undefined }

let loaded: ReturnType<typeof openJpeg> | undefined
const library = () => (loaded ??= openJpeg(QUIET))

const SIGNATURE = Buffer.from('0000000c6a5020200d0a870a', 'hex')
/** Brand `jp2 `, version 0, compatible with itself. */
const FILE_TYPE = Buffer.from('jp2 \0\0\0\0jp2 ', 'latin1')
const GREY = 17
const CODESTREAM = 0xff4fff51

/** A lossless JP2 file of a grey picture of at least 32 x 32: the codestream in the boxes of ISO/IEC 15444-1, annex I. */
export async function encodeJp2({ width, height, pixels }: GreyPicture): Promise<Uint8Array> {
  const { J2KEncoder } = await library()
  const encoder = new J2KEncoder()
  try {
    encoder
      .getDecodedBuffer({ width, height, bitsPerSample: 8, componentCount: 1, isSigned: false })
      .set(pixels)
    encoder.setQuality(true, 0)
    encoder.encode()
    const codestream = Buffer.from(encoder.getEncodedBuffer())
    const size = Buffer.alloc(14)
    size.writeUInt32BE(height, 0)
    size.writeUInt32BE(width, 4)
    size.writeUInt16BE(1, 8)
    // 8 bits unsigned, the one compression that there is.
    size.set([7, 7, 0, 0], 10)
    const colour = Buffer.from([1, 0, 0, 0, 0, 0, GREY])
    return new Uint8Array(
      Buffer.concat([
        SIGNATURE,
        box('ftyp', FILE_TYPE),
        box('jp2h', Buffer.concat([box('ihdr', size), box('colr', colour)])),
        box('jp2c', codestream),
      ]),
    )
  } finally {
    encoder.delete()
  }
}

function box(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length + 8, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, data])
}

/**
 * The size that a JPEG 2000 file (JP2 or a bare codestream) says it has, before any decoder touches it; null for what is no such file.
 */
export function jp2Size(
  bytes: Uint8Array,
): { width: number; height: number; components: number; depth: number } | null {
  const stream = codestreamOf(bytes)
  // SIZ stands first: marker, length, capabilities, then sizes and offsets.
  if (stream === null || stream.length < 45 || stream.readUInt32BE(0) !== CODESTREAM) return null
  const [right, bottom, left, top] = [8, 12, 16, 20].map((at) => stream.readUInt32BE(at)) as [
    number,
    number,
    number,
    number,
  ]
  return {
    width: right - left,
    height: bottom - top,
    components: stream.readUInt16BE(40),
    depth: (stream[42]! & 0x7f) + 1,
  }
}

function codestreamOf(bytes: Uint8Array): Buffer | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (data.length >= 4 && data.readUInt32BE(0) === CODESTREAM) return data
  if (!data.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return null
  for (let at = SIGNATURE.length; at + 8 <= data.length; ) {
    const length = data.readUInt32BE(at) || data.length - at
    if (length < 8 || at + length > data.length) return null
    if (data.toString('latin1', at + 4, at + 8) === 'jp2c') return data.subarray(at + 8, at + length)
    at += length
  }
  return null
}

/**
 * Decodes a grey JPEG 2000 picture. BYTES-MALFORMED for anything else. Hostile files belong into a process that may die, and their
 * size is to be judged first (jp2Size).
 */
export async function decodeJp2(bytes: Uint8Array): Promise<GreyPicture> {
  const stream = codestreamOf(bytes)
  const size = jp2Size(bytes)
  if (stream === null || size?.components !== 1 || size.depth !== 8)
    throw new Fault('BYTES-MALFORMED', { as: 'jp2' })
  const { J2KDecoder } = await library()
  const decoder = new J2KDecoder()
  try {
    decoder.getEncodedBuffer(stream.length).set(stream)
    decoder.decode()
    const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo()
    const pixels = new Uint8Array(decoder.getDecodedBuffer())
    if (componentCount !== 1 || bitsPerSample !== 8 || pixels.length !== width * height)
      throw new Fault('BYTES-MALFORMED', { as: 'jp2' })
    return { width, height, pixels }
  } catch (cause) {
    // The library throws numbers (addresses of C++ exceptions).
    throw new Fault('BYTES-MALFORMED', { as: 'jp2' }, { cause })
  } finally {
    decoder.delete()
  }
}
