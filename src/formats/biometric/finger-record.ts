import { FieldReader, FieldWriter, type RecordKind, type RepresentationHead, unreadable } from './fields.ts'
import { packRecord, readHead, unpackRecord, writeHead } from './record.ts'

const KIND: RecordKind = { format: 'finger-record', letters: 'FIR\0' }

/** Positions of ISO/IEC 19794-4, table of finger positions. */
export const FINGER_POSITIONS = {
  'right-thumb': 1,
  'right-index': 2,
  'right-middle': 3,
  'right-ring': 4,
  'right-little': 5,
  'left-thumb': 6,
  'left-index': 7,
  'left-middle': 8,
  'left-ring': 9,
  'left-little': 10,
} as const

/** How the picture is coded. */
export const FINGER_CODING = {
  raw: 0,
  packed: 1,
  wsq: 2,
  jpeg: 3,
  jp2: 4,
  'jp2-lossless': 5,
  png: 6,
} as const
export type FingerCoding = keyof typeof FINGER_CODING

const CODINGS = Object.keys(FINGER_CODING) as FingerCoding[]
const PER_INCH = 1
const PER_CM = 2
const PER_INCH_OF_CM = 2.54

export interface FingerRepresentation extends RepresentationHead {
  /** FINGER_POSITIONS; 0 unknown, 13 to 15 whole slaps. */
  readonly position: number
  /** Sampling of the scanner and of the picture, pixels per inch. */
  readonly scanPpi: number
  readonly ppi: number
  readonly depth: number
  readonly coding: FingerCoding
  /** 0 live plain, 1 live rolled, 29 unknown. */
  readonly impression: number
  readonly width: number
  readonly height: number
  readonly image: Uint8Array
  /** Blocks of segmentation, annotation and comment behind the picture, as they stand. */
  readonly extended: Uint8Array
}

/** A finger image record after ISO/IEC 19794-4:2011, as the page beside this says. */
export function encodeFingerRecord(representations: readonly FingerRepresentation[]): Uint8Array {
  const distinct = new Set(representations.map(({ position }) => position)).size
  return packRecord(KIND, representations.map(encodeOne), distinct)
}

function encodeOne(one: FingerRepresentation, index: number): Uint8Array {
  return writeHead(new FieldWriter(), one)
    .u8(one.position)
    .u8(index)
    .u8(PER_INCH)
    .u16(one.scanPpi)
    .u16(one.scanPpi)
    .u16(one.ppi)
    .u16(one.ppi)
    .u8(one.depth)
    .u8(FINGER_CODING[one.coding])
    .u8(one.impression)
    .u16(one.width)
    .u16(one.height)
    .u32(one.image.length)
    .bytes(one.image)
    .bytes(one.extended)
    .done()
}

/** Reads a finger image record. FORMAT-UNREADABLE: torn, longer than it says, another version, codes that the standard does not know. */
export function decodeFingerRecord(bytes: Uint8Array): FingerRepresentation[] {
  const { parts, certified, distinct } = unpackRecord(KIND, bytes)
  const read = parts.map((part) => decodeOne(part, certified))
  if (new Set(read.map(({ position }) => position)).size !== distinct)
    throw unreadable(KIND.format, 'count of fingers')
  return read
}

function decodeOne(part: Uint8Array, certified: boolean): FingerRepresentation {
  const reader = new FieldReader(part, KIND.format)
  const head = readHead(reader, KIND)
  if (certified) reader.bytes(reader.u8() * 3)
  const position = reader.u8()
  reader.u8()
  const toInch = perInch(reader.u8())
  const [scanPpi, scanAcross, ppi, across] = [reader.u16(), reader.u16(), reader.u16(), reader.u16()].map(
    toInch,
  )
  if (scanPpi !== scanAcross || ppi !== across) throw unreadable(KIND.format, 'sampling differs by direction')
  const depth = reader.u8()
  const coding = CODINGS[reader.u8()]
  const impression = reader.u8()
  const [width, height] = [reader.u16(), reader.u16()]
  const image = reader.bytes(reader.u32())
  const extended = reader.bytes(reader.left)
  if (coding === undefined) throw unreadable(KIND.format, 'coding of the picture')
  if (depth < 1 || depth > 16) throw unreadable(KIND.format, 'depth')
  if (coding === 'raw' && image.length !== width * height * Math.ceil(depth / 8)) {
    throw unreadable(KIND.format, 'size of the picture')
  }
  return {
    ...head,
    position,
    scanPpi: scanPpi!,
    ppi: ppi!,
    depth,
    coding,
    impression,
    width,
    height,
    image: new Uint8Array(image),
    extended: new Uint8Array(extended),
  }
}

function perInch(unit: number): (value: number) => number {
  if (unit === PER_INCH) return (value) => value
  if (unit === PER_CM) return (value) => Math.round(value * PER_INCH_OF_CM)
  throw unreadable(KIND.format, 'unit of sampling')
}
