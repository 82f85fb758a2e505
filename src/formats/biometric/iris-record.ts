import { FieldReader, FieldWriter, type RecordKind, type RepresentationHead, unreadable } from './fields.ts'
import { packRecord, readHead, unpackRecord, writeHead } from './record.ts'

const KIND: RecordKind = { format: 'iris-record', letters: 'IIR\0' }

/** Eye labels of ISO/IEC 19794-6. */
export const IRIS_EYES = { unknown: 0, right: 1, left: 2 } as const
export type IrisEye = keyof typeof IRIS_EYES

/** How the picture is coded: grey alone, as near infrared is. */
export const IRIS_CODING = { raw: 0x02, jp2: 0x0a, png: 0x0e } as const
export type IrisCoding = keyof typeof IRIS_CODING

/** Kinds of pictures: as taken, VGA, cropped, cropped and masked. */
const IMAGE_KINDS = new Set([1, 2, 3, 7])
/** Where roll, centre and diameter are not computed. */
const UNDEFINED_ROLL = 0xffff

/** Bounds of the iris' centre and diameter in pixels; all 0 where not computed. */
export interface IrisBounds {
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  readonly diameter: readonly [number, number]
}

export interface IrisRepresentation extends RepresentationHead {
  readonly eye: IrisEye
  readonly imageKind: number
  readonly coding: IrisCoding
  /** Bit field: orientation, and whether it was compressed before. */
  readonly properties: number
  readonly width: number
  readonly height: number
  readonly depth: number
  /** Distance from lens to iris in mm; 0 unassigned. */
  readonly range: number
  readonly bounds: IrisBounds
  readonly image: Uint8Array
}

/** An iris image record after ISO/IEC 19794-6:2011, as the page beside this says. */
export function encodeIrisRecord(representations: readonly IrisRepresentation[]): Uint8Array {
  const known = new Set(representations.map(({ eye }) => eye).filter((eye) => eye !== 'unknown'))
  return packRecord(KIND, representations.map(encodeOne), known.size)
}

function encodeOne(one: IrisRepresentation, index: number): Uint8Array {
  return writeHead(new FieldWriter(), one)
    .u16(index + 1)
    .u8(IRIS_EYES[one.eye])
    .u8(one.imageKind)
    .u8(IRIS_CODING[one.coding])
    .u8(one.properties)
    .u16(one.width)
    .u16(one.height)
    .u8(one.depth)
    .u16(one.range)
    .u16(UNDEFINED_ROLL)
    .u16(UNDEFINED_ROLL)
    .u16(one.bounds.x[0])
    .u16(one.bounds.x[1])
    .u16(one.bounds.y[0])
    .u16(one.bounds.y[1])
    .u16(one.bounds.diameter[0])
    .u16(one.bounds.diameter[1])
    .u32(one.image.length)
    .bytes(one.image)
    .done()
}

/** Reads an iris image record. FORMAT-UNREADABLE: torn, longer than it says, another version, codes that the standard does not know. */
export function decodeIrisRecord(bytes: Uint8Array): IrisRepresentation[] {
  const { parts, certified } = unpackRecord(KIND, bytes)
  if (certified) throw unreadable(KIND.format, 'certification flag')
  return parts.map(decodeOne)
}

function nameOf<K extends string>(codes: Readonly<Record<K, number>>, code: number, what: string): K {
  const found = (Object.keys(codes) as K[]).find((name) => codes[name] === code)
  if (found === undefined) throw unreadable(KIND.format, what)
  return found
}

function decodeOne(part: Uint8Array): IrisRepresentation {
  const reader = new FieldReader(part, KIND.format)
  const head = readHead(reader, KIND)
  reader.u16()
  const eye = nameOf(IRIS_EYES, reader.u8(), 'eye')
  const imageKind = reader.u8()
  const coding = nameOf(IRIS_CODING, reader.u8(), 'coding of the picture')
  const properties = reader.u8()
  const [width, height, depth, range] = [reader.u16(), reader.u16(), reader.u8(), reader.u16()]
  reader.bytes(4)
  const pair = () => [reader.u16(), reader.u16()] as const
  const bounds = { x: pair(), y: pair(), diameter: pair() }
  const image = reader.bytes(reader.u32())
  if (reader.left !== 0) throw unreadable(KIND.format, 'something stands behind the picture')
  if (!IMAGE_KINDS.has(imageKind)) throw unreadable(KIND.format, 'kind of picture')
  if (coding === 'raw' && image.length !== width * height * Math.ceil(depth / 8)) {
    throw unreadable(KIND.format, 'size of the picture')
  }
  return {
    ...head,
    eye,
    imageKind,
    coding,
    properties,
    width,
    height,
    depth,
    range,
    bounds,
    image: new Uint8Array(image),
  }
}
