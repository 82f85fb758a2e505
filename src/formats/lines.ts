import { concat } from '../lib/bytes.ts'
import { unreadable } from './json.ts'

const LF = 0x0a

/**
 * The lines of a stream of NDJSON, without their line feeds, in constant memory. Faults FORMAT-UNREADABLE {format, why}: a line of more
 * than `limit` bytes, an empty one, or a last one without its line feed (the stream was cut).
 */
export async function* linesOf(
  format: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let pending: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      const line = concat(...pending, chunk.subarray(from, end))
      if (line.length === 0) throw unreadable(format, 'empty line')
      if (line.length > limit) throw unreadable(format, 'line too long')
      yield line
      pending = []
      length = 0
      from = end + 1
    }
    pending.push(chunk.slice(from))
    length += chunk.length - from
    if (length > limit) throw unreadable(format, 'line too long')
  }
  if (length > 0) throw unreadable(format, 'truncated')
}
