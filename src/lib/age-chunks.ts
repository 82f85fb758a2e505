import { type By, openHeader, startHeader, type To } from './age-file-key.ts'
import { damaged, type Header, readHeader } from './age-header.ts'
import { CHUNK, NONCE, payloadNonce, SEALED_CHUNK, Stream, TAG } from './age-stream.ts'
import { concat, shred } from './bytes.ts'

/** age files of any size in constant memory, a megabyte at a time. */
export type Source = AsyncIterable<Uint8Array> | Iterable<Uint8Array>
const CHUNKS_AT_ONCE = 16

/** Seals a stream into one age file; faults as `encrypt`. Input pieces may be of any size and are copied at once. */
export async function* encryptChunks(plain: Source, to: To): AsyncGenerator<Uint8Array> {
  const { header, fileKey } = startHeader(to)
  const nonce = payloadNonce()
  const stream = new Stream(fileKey, nonce)
  shred(fileKey)
  yield concat(header, nonce)
  for await (const { bytes, last } of regroup(plain, CHUNKS_AT_ONCE * CHUNK)) {
    const chunks = Math.max(1, Math.ceil(bytes.length / CHUNK))
    const sealed = new Uint8Array(bytes.length + chunks * TAG)
    let at = 0
    for (let i = 0; i < chunks; i++)
      at += stream.seal(bytes.subarray(i * CHUNK, (i + 1) * CHUNK), last && i === chunks - 1, sealed, at)
    yield sealed
  }
}

/**
 * Opens a stream; faults as `decrypt`. Each piece is authentic when it comes, but only the end proves that nothing is
 * missing: whatever was made of the pieces must be thrown away when this throws.
 */
export async function* decryptChunks(sealed: AsyncIterable<Uint8Array>, by: By): AsyncGenerator<Uint8Array> {
  const pieces = regroup(sealed, SEALED_CHUNK)
  const { header, rest } = await takeHeader(pieces)
  const fileKey = openHeader(header, by)
  let stream: Stream | undefined
  for await (const { bytes, last } of regroup(chain(rest, pieces), CHUNKS_AT_ONCE * SEALED_CHUNK, NONCE)) {
    if (stream === undefined) {
      if (bytes.length < NONCE) throw damaged('truncated')
      stream = new Stream(fileKey, bytes)
      shred(fileKey)
      if (last) throw damaged('truncated')
      continue
    }
    yield openGroup(stream, bytes, last)
  }
}

function openGroup(stream: Stream, sealed: Uint8Array, last: boolean): Uint8Array {
  const chunks = Math.ceil(sealed.length / SEALED_CHUNK)
  if (sealed.length - (chunks - 1) * SEALED_CHUNK < TAG) throw damaged('truncated')
  const plain = new Uint8Array(sealed.length - chunks * TAG)
  let at = 0
  for (let i = 0; i < chunks; i++) {
    const chunk = sealed.subarray(i * SEALED_CHUNK, (i + 1) * SEALED_CHUNK)
    at += stream.open(chunk, last && i === chunks - 1, plain, at)
  }
  return plain
}

type Group = { bytes: Uint8Array; last: boolean }

async function takeHeader(pieces: AsyncGenerator<Group>): Promise<{ header: Header; rest: Uint8Array }> {
  let bytes: Uint8Array = new Uint8Array()
  for (;;) {
    const piece = await pieces.next()
    if (!piece.done) bytes = concat(bytes, piece.value.bytes)
    const header = readHeader(bytes)
    if (header !== undefined) return { header, rest: bytes.subarray(header.bytes) }
    if (piece.done) throw damaged('truncated')
  }
}

async function* chain(first: Uint8Array, then: AsyncGenerator<Group>): AsyncGenerator<Uint8Array> {
  yield first
  for await (const { bytes } of then) yield bytes
}

/**
 * Cuts a stream into groups of exactly `size` bytes (the very first of `first` bytes), the last one shorter and marked.
 * A group is one buffer used again and again: valid until the next is asked for.
 */
async function* regroup(source: Source, size: number, first = size): AsyncGenerator<Group> {
  const buffer = new Uint8Array(size)
  let wanted = first
  let held = 0
  try {
    for await (const piece of source) {
      for (let from = 0; from < piece.length; ) {
        if (held === wanted) {
          yield { bytes: buffer.subarray(0, held), last: false }
          held = 0
          wanted = size
        }
        const part = piece.subarray(from, from + wanted - held)
        buffer.set(part, held)
        held += part.length
        from += part.length
      }
    }
    yield { bytes: buffer.subarray(0, held), last: true }
  } finally {
    shred(buffer)
  }
}
