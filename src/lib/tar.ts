import { concat } from './bytes.ts'
import { BLOCK, isZero, malformed, Names, readTarHeader, tarHeader, tarPadding } from './tar-header.ts'

/**
 * Deterministic ustar, by hand: npm tar-stream reads links, devices, pax and broken ends without a word and knows no
 * offsets, and a volume must be read at random; what is written here is a tenth of what would have to be checked there.
 */
export { tarHeader, tarPadding } from './tar-header.ts'

/** Two blocks of zeros end an archive. */
export const TAR_END: Uint8Array = new Uint8Array(2 * BLOCK)

export type Member = { name: string; offset: number; data: Uint8Array }

/** An archive of these members in this order: the same bytes for the same input. RangeError as tarHeader, and for a name given twice. */
export function packTar(members: { name: string; data: Uint8Array }[]): Uint8Array {
  const folded = new Set(members.map(({ name }) => name.toLowerCase()))
  if (folded.size !== members.length) throw new RangeError('a name given twice')
  const parts = members.flatMap(({ name, data }) => [
    tarHeader(name, data.length),
    data,
    tarPadding(data.length),
  ])
  return concat(...parts, TAR_END)
}

/**
 * The members of an archive; `data` are views, not copies. Faults TAR-MALFORMED {why} for whatever is not plain ustar
 * files: see readTarHeader; also duplicates, hidden bytes in the padding or after the end, a missing end, and more
 * members or bytes of data than `limits` allow.
 */
export function readTar(bytes: Uint8Array, limits: { members?: number; bytes?: number } = {}): Member[] {
  const names = new Names()
  const members: Member[] = []
  let left = limits.bytes ?? Number.POSITIVE_INFINITY
  for (let at = 0; ; ) {
    const entry = readTarHeader(bytes.subarray(at, at + BLOCK))
    if (entry === undefined) {
      if (bytes.length < at + TAR_END.length || !isZero(bytes.subarray(at))) throw malformed('end')
      return members
    }
    names.add(entry.name)
    left -= entry.bytes
    if (left < 0 || members.length === limits.members) throw malformed('limit', entry.name)
    const offset = at + BLOCK
    at = offset + entry.bytes + tarPadding(entry.bytes).length
    if (at > bytes.length) throw malformed('truncated', entry.name)
    if (!isZero(bytes.subarray(offset + entry.bytes, at))) throw malformed('padding', entry.name)
    members.push({ name: entry.name, offset, data: bytes.subarray(offset, offset + entry.bytes) })
  }
}

/**
 * The members of an archive that comes in pieces, each in memory of its own, one at a time. Faults as readTar, each where it is met: what was
 * made of the members before it must be thrown away.
 */
export async function* streamTar(
  pieces: AsyncIterable<Uint8Array>,
  limits: { members?: number; bytes?: number } = {},
): AsyncGenerator<{ name: string; data: Uint8Array }> {
  const names = new Names()
  const source = new Pieces(pieces)
  let left = limits.bytes ?? Number.POSITIVE_INFINITY
  for (let members = 0; ; members++) {
    const entry = readTarHeader(await source.take(BLOCK))
    if (entry === undefined) break
    names.add(entry.name)
    left -= entry.bytes
    if (left < 0 || members === limits.members) throw malformed('limit', entry.name)
    const data = await source.take(entry.bytes)
    const padding = await source.take(tarPadding(entry.bytes).length)
    if (data.length < entry.bytes || padding.length < tarPadding(entry.bytes).length)
      throw malformed('truncated', entry.name)
    if (!isZero(padding)) throw malformed('padding', entry.name)
    yield { name: entry.name, data }
  }
  for (let behind = BLOCK; ; ) {
    const rest = await source.take(BLOCK)
    if (!isZero(rest)) throw malformed('end')
    behind += rest.length
    if (rest.length === BLOCK) continue
    if (behind < TAR_END.length) throw malformed('end')
    return
  }
}

/** A stream by lengths. */
class Pieces {
  readonly #pieces: AsyncIterator<Uint8Array>
  #piece: Uint8Array = new Uint8Array()

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** So many bytes, in memory of their own; fewer only at the end. */
  async take(length: number): Promise<Uint8Array> {
    const taken = new Uint8Array(length)
    let held = 0
    while (held < length) {
      if (this.#piece.length === 0 && !(await this.#next())) break
      const part = this.#piece.subarray(0, length - held)
      taken.set(part, held)
      held += part.length
      this.#piece = this.#piece.subarray(part.length)
    }
    return taken.subarray(0, held)
  }

  async #next(): Promise<boolean> {
    const next = await this.#pieces.next()
    if (next.done === true) return false
    this.#piece = next.value
    return true
  }
}

/**
 * Walks the headers of an archive of `size` bytes by random access, data unread. Faults TAR-MALFORMED as readTar (but
 * for the padding, which is not read); what came before the fault stands, so a torn volume still gives its first members.
 */
export async function* walkTar(
  read: (offset: number, length: number) => Promise<Uint8Array>,
  size: number,
): AsyncGenerator<{ name: string; offset: number; bytes: number }> {
  const names = new Names()
  for (let at = 0; ; ) {
    if (at + BLOCK > size) throw malformed('end')
    const entry = readTarHeader(await read(at, BLOCK))
    if (entry === undefined) {
      if (at + TAR_END.length > size || !isZero(await read(at + BLOCK, BLOCK))) throw malformed('end')
      return
    }
    names.add(entry.name)
    const offset = at + BLOCK
    at = offset + entry.bytes + tarPadding(entry.bytes).length
    if (at > size) throw malformed('truncated', entry.name)
    yield { name: entry.name, offset, bytes: entry.bytes }
  }
}
