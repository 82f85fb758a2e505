import { concat, utf8 } from '../../lib/bytes.ts'
import {
  FieldReader,
  FieldWriter,
  type Quality,
  type RecordKind,
  type RepresentationHead,
  unreadable,
} from './fields.ts'

const VERSION = '020\0'
const GENERAL = 16
/** Length field of a representation, which counts itself. */
const OWN_LENGTH = 4
const FAILED = 255
const NO_TIME = 0xff

/** Both parts: four letters, version, length of all, how many representations, no certification, how many fingers or eyes. */
export function packRecord(kind: RecordKind, parts: readonly Uint8Array[], distinct: number): Uint8Array {
  const body = parts.map((part) => concat(new FieldWriter().u32(part.length + OWN_LENGTH).done(), part))
  const length = GENERAL + body.reduce((sum, part) => sum + part.length, 0)
  const head = new FieldWriter()
    .bytes(utf8(kind.letters))
    .bytes(utf8(VERSION))
    .u32(length)
    .u16(parts.length)
    .u8(0)
    .u8(distinct)
  return concat(head.done(), ...body)
}

/** The representations' bytes without their lengths. FORMAT-UNREADABLE, FORMAT-NEWER never: another version is not read. */
export function unpackRecord(
  kind: RecordKind,
  bytes: Uint8Array,
): { readonly parts: Uint8Array[]; readonly certified: boolean; readonly distinct: number } {
  const reader = new FieldReader(bytes, kind.format)
  if (reader.bytes(4).toString('latin1') !== kind.letters)
    throw unreadable(kind.format, 'another kind of file')
  if (reader.bytes(4).toString('latin1') !== VERSION) throw unreadable(kind.format, 'another version')
  if (reader.u32() !== bytes.length) throw unreadable(kind.format, 'its length is not the one it says')
  const count = reader.u16()
  const certification = reader.u8()
  if (certification > 1) throw unreadable(kind.format, 'certification flag')
  const distinct = reader.u8()
  if (count === 0) throw unreadable(kind.format, 'nothing in it')
  const parts = Array.from({ length: count }, () => {
    const length = reader.u32()
    if (length < OWN_LENGTH) throw unreadable(kind.format, 'length of a representation')
    return reader.bytes(length - OWN_LENGTH)
  })
  if (reader.left !== 0) throw unreadable(kind.format, 'something stands behind its end')
  return { parts, certified: certification === 1, distinct }
}

/** Time of capture, device, quality: the same in both parts. */
export function writeHead(
  writer: FieldWriter,
  { captured, device, quality }: RepresentationHead,
): FieldWriter {
  if (captured === null) writer.bytes(new Uint8Array(9).fill(NO_TIME))
  else {
    writer
      .u16(captured.getUTCFullYear())
      .u8(captured.getUTCMonth() + 1)
      .u8(captured.getUTCDate())
      .u8(captured.getUTCHours())
      .u8(captured.getUTCMinutes())
      .u8(captured.getUTCSeconds())
      .u16(captured.getUTCMilliseconds())
  }
  writer.u8(device.technology).u16(device.vendor).u16(device.type).u8(quality.length)
  for (const { score, vendor, algorithm } of quality) {
    writer
      .u8(score ?? FAILED)
      .u16(vendor)
      .u16(algorithm)
  }
  return writer
}

export function readHead(reader: FieldReader, kind: RecordKind): RepresentationHead {
  const captured = readTime(reader, kind)
  const device = { technology: reader.u8(), vendor: reader.u16(), type: reader.u16() }
  const quality = Array.from({ length: reader.u8() }, (): Quality => {
    const score = reader.u8()
    if (score > 100 && score !== FAILED) throw unreadable(kind.format, 'quality score')
    return { score: score === FAILED ? null : score, vendor: reader.u16(), algorithm: reader.u16() }
  })
  return { captured, device, quality }
}

function readTime(reader: FieldReader, kind: RecordKind): Date | null {
  const [year, month, day] = [reader.u16(), reader.u8(), reader.u8()]
  const [hour, minute, second, millisecond] = [reader.u8(), reader.u8(), reader.u8(), reader.u16()]
  // A field of ones was not recorded; a time without its day is none.
  if (year === 0xffff || month === NO_TIME || day === NO_TIME) return null
  const known = (value: number, none: number) => (value === none ? 0 : value)
  const time = [
    known(hour, NO_TIME),
    known(minute, NO_TIME),
    known(second, NO_TIME),
    known(millisecond, 0xffff),
  ] as const
  const at = new Date(Date.UTC(year, month - 1, day, ...time))
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && time[0] < 24 && time[1] < 60
  if (year < 1900 || !isReal) throw unreadable(kind.format, 'time of capture')
  return at
}
