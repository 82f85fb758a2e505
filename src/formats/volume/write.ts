import { createHash } from 'node:crypto'
import { hex } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { TAR_END, tarHeader, tarPadding } from '../../lib/tar.ts'
import { encodeJson } from '../json.ts'
import { INDEX_NAME, indexFormat, type VolumeIndex, type VolumeMember } from './index-file.ts'
import { type MemberKind, MemberOrder } from './order.ts'

/** One member to be written. */
export interface VolumeItem {
  readonly name: string
  readonly kind: MemberKind
  /** Exactly as many bytes as `data` gives. */
  readonly bytes: number
  readonly data: Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** What the ledger knows of it, in hexadecimal: rot on the station is never copied as if it were sound. */
  readonly sha256?: string
}

export interface VolumeMeta {
  readonly station: string
  readonly disk: string
  readonly sequence: number
  /** SHA-256 of the disk's commit before, in hexadecimal, or null. */
  readonly previous: string | null
}

export interface VolumeResult {
  readonly index: VolumeIndex
  /** Where INDEX.JSN's data begins, and its length. */
  readonly indexOffset: number
  readonly indexBytes: number
  /** Packets. */
  readonly count: number
  /** Of the whole volume. */
  readonly bytes: number
  readonly sha256: string
}

/** The bytes of a volume, once; `result` is there after the last. */
export interface VolumeStream extends AsyncIterable<Uint8Array> {
  readonly result: VolumeResult
}

/**
 * Writes a volume in constant memory: iterate it into a file, then read `result`. Faults FORMAT-INVALID {format: 'rekam-volume', why}
 * for members out of order or misnamed, VOLUME-ITEM {name, why: 'bytes' | 'sha256'} when data is not what was announced.
 */
export function writeVolume(
  items: AsyncIterable<VolumeItem> | Iterable<VolumeItem>,
  meta: VolumeMeta,
): VolumeStream {
  return new VolumeWriter(items, meta)
}

class VolumeWriter implements VolumeStream {
  readonly #items: AsyncIterable<VolumeItem> | Iterable<VolumeItem>
  readonly #meta: VolumeMeta
  readonly #hash = createHash('sha256')
  readonly #members: VolumeMember[] = []
  #bytes = 0
  #started = false
  #result: VolumeResult | undefined

  constructor(items: AsyncIterable<VolumeItem> | Iterable<VolumeItem>, meta: VolumeMeta) {
    this.#items = items
    this.#meta = meta
  }

  get result(): VolumeResult {
    if (this.#result === undefined) throw new RangeError('the volume is not written to its end')
    return this.#result
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (this.#started) throw new RangeError('a volume is written once')
    this.#started = true
    const order = new MemberOrder()
    for await (const item of this.#items) {
      refuse(order.next(item))
      yield this.#count(tarHeader(item.name, item.bytes))
      yield* this.#data(item)
      yield* this.#padding(item.bytes)
    }
    refuse(order.end())
    yield* this.#end()
  }

  async *#data({ name, kind, bytes, data, sha256: due }: VolumeItem): AsyncGenerator<Uint8Array> {
    const offset = this.#bytes
    const found =
      data instanceof Uint8Array ? yield* this.#whole(data) : yield* this.#pieces(data, { name, bytes })
    if (this.#bytes - offset !== bytes) throw new Fault('VOLUME-ITEM', { name, why: 'bytes' })
    if (due !== undefined && due !== found) throw new Fault('VOLUME-ITEM', { name, why: 'sha256' })
    this.#members.push({ name, offset, bytes, sha256: found, kind })
  }

  /** Digested at one go: an object that digests piece by piece is memory that waits for the garbage collector, once for each small packet. */
  *#whole(data: Uint8Array): Generator<Uint8Array, string> {
    yield this.#count(data)
    return hex(sha256(data))
  }

  async *#pieces(
    data: Exclude<VolumeItem['data'], Uint8Array>,
    { name, bytes }: Pick<VolumeItem, 'name' | 'bytes'>,
  ): AsyncGenerator<Uint8Array, string> {
    const offset = this.#bytes
    const digest = createHash('sha256')
    for await (const chunk of data) {
      digest.update(chunk)
      yield this.#count(chunk)
      if (this.#bytes - offset > bytes) throw new Fault('VOLUME-ITEM', { name, why: 'bytes' })
    }
    return digest.digest('hex')
  }

  *#end(): Generator<Uint8Array> {
    const index: VolumeIndex = { format: 'rekam-index', version: 1, ...this.#meta, members: this.#members }
    const spelt = encodeJson(indexFormat, index)
    yield this.#count(tarHeader(INDEX_NAME, spelt.length))
    const offset = this.#bytes
    yield this.#count(spelt)
    yield* this.#padding(spelt.length)
    yield this.#count(TAR_END)
    this.#result = {
      index,
      indexOffset: offset,
      indexBytes: spelt.length,
      count: this.#members.filter(({ kind }) => kind === 'packet').length,
      bytes: this.#bytes,
      sha256: this.#hash.digest('hex'),
    }
  }

  *#padding(bytes: number): Generator<Uint8Array> {
    const padding = tarPadding(bytes)
    if (padding.length > 0) yield this.#count(padding)
  }

  #count(chunk: Uint8Array): Uint8Array {
    this.#hash.update(chunk)
    this.#bytes += chunk.length
    return chunk
  }
}

function refuse(why: string | undefined): void {
  if (why !== undefined) throw new Fault('FORMAT-INVALID', { format: 'rekam-volume', why })
}
