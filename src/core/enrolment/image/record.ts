import { Transformer } from '@napi-rs/image'
import { decodeFingerRecord } from '../../../formats/biometric/finger-record.ts'
import { decodeIrisRecord } from '../../../formats/biometric/iris-record.ts'
import { decodeJp2, type GreyPicture, jp2Size } from '../../../lib/jpeg2000.ts'
import { TORN, type WhyNot } from './header.ts'
import { whyWrongSize } from './limits.ts'

/** A record that holds one picture of a finger (ISO 19794-4) or an eye (19794-6). */
export type RecordKind = 'finger' | 'iris'

/** The picture of a record as a PNG that any page shows. */
export interface ReadRecord {
  readonly preview: Uint8Array
}

const UNKNOWN_CODING: WhyNot = {
  why: 'gambar di dalamnya bukan JPEG 2000, PNG, JPEG, atau mentah',
  whyEn: 'the picture inside is neither JPEG 2000, PNG, JPEG nor raw',
}

/** Decodes the one picture of a record. For a process that may die: the decoders are C and C++. */
export async function readRecord(bytes: Uint8Array, kind: RecordKind): Promise<ReadRecord | WhyNot> {
  const all = kind === 'finger' ? decodeFingerRecord(bytes) : decodeIrisRecord(bytes)
  const [one] = all
  if (one === undefined || all.length !== 1) return TORN
  const why = whyWrongSize(kind, one)
  if (why) return why
  switch (one.coding) {
    case 'jp2':
    case 'jp2-lossless':
      return sized(one, jp2Size(one.image)) ? { preview: await pngOf(await decodeJp2(one.image)) } : TORN
    case 'raw':
      return one.depth === 8 ? { preview: await pngOf({ ...one, pixels: one.image }) } : UNKNOWN_CODING
    case 'png':
    case 'jpeg': {
      const { width, height } = await new Transformer(one.image).metadata()
      return sized(one, { width, height }) ? { preview: await new Transformer(one.image).png() } : TORN
    }
    default:
      return UNKNOWN_CODING
  }
}

interface Size {
  readonly width: number
  readonly height: number
}

/** What the record says of its picture has to be what the picture says: a bomb is refused before it is decoded. */
function sized(said: Size, is: Size | null): boolean {
  return is !== null && said.width === is.width && said.height === is.height
}

async function pngOf({ width, height, pixels }: GreyPicture): Promise<Uint8Array> {
  const rgba = new Uint8Array(width * height * 4)
  for (const [at, grey] of pixels.entries()) rgba.set([grey, grey, grey, 255], at * 4)
  return Transformer.fromRgbaPixels(rgba, width, height).grayscale().png()
}
