import { Fault } from '../../lib/fault.ts'

/** Which record it is: its four letters and their version, as both parts of the standard spell them in their 2011 edition. */
export interface RecordKind {
  readonly format: 'finger-record' | 'iris-record'
  readonly letters: 'FIR\0' | 'IIR\0'
}

/** A quality score of a capture, 0 to 100; null where the algorithm failed. Registered ids of who computed it. */
export interface Quality {
  readonly score: number | null
  readonly vendor: number
  readonly algorithm: number
}

/** What took the picture: registered codes of the standard, 0 where unknown. */
export interface CaptureDeviceCodes {
  readonly technology: number
  readonly vendor: number
  readonly type: number
}

/** What both kinds of representations begin with. */
export interface RepresentationHead {
  /** When it was captured, in UTC; null where the device has no clock. */
  readonly captured: Date | null
  readonly device: CaptureDeviceCodes
  readonly quality: readonly Quality[]
}

export function unreadable(format: RecordKind['format'], why: string): Fault {
  return new Fault('FORMAT-UNREADABLE', { format, why })
}

/** Writes big-endian fields in a row. */
export class FieldWriter {
  readonly #parts: Buffer[] = []

  u8(value: number): this {
    return this.#number(value, 1)
  }

  u16(value: number): this {
    return this.#number(value, 2)
  }

  u32(value: number): this {
    return this.#number(value, 4)
  }

  bytes(value: Uint8Array): this {
    this.#parts.push(Buffer.from(value))
    return this
  }

  done(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts))
  }

  #number(value: number, bytes: 1 | 2 | 4): this {
    const part = Buffer.alloc(bytes)
    part.writeUIntBE(value, 0, bytes)
    this.#parts.push(part)
    return this
  }
}

/** Reads big-endian fields in a row; whoever reads behind the end gets FORMAT-UNREADABLE. */
export class FieldReader {
  readonly #data: Buffer
  readonly #format: RecordKind['format']
  #at = 0

  constructor(bytes: Uint8Array, format: RecordKind['format']) {
    this.#data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#format = format
  }

  get left(): number {
    return this.#data.length - this.#at
  }

  u8(): number {
    return this.bytes(1)[0]!
  }

  u16(): number {
    return this.bytes(2).readUInt16BE()
  }

  u32(): number {
    return this.bytes(4).readUInt32BE()
  }

  bytes(length: number): Buffer {
    if (length > this.left) throw unreadable(this.#format, 'it ends too early')
    this.#at += length
    return this.#data.subarray(this.#at - length, this.#at)
  }
}
