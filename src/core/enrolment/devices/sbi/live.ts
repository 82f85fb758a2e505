import type { IncomingMessage } from 'node:http'
import { readImageHeader } from '../../image/header.ts'
import { badAnswer } from './http.ts'

const MOST_FRAME = 2_000_000
const MOST_PIXELS = 4_000_000
const START = Buffer.from([0xff, 0xd8, 0xff])
const END = Buffer.from([0xff, 0xd9])

/**
 * JPEG frames out of a Motion JPEG stream, by their own markers, whatever boundary the service writes. A frame that is no whole JPEG of
 * sane size is passed over; a stream without frames is DEVICE-ANSWER.
 */
export async function* framesOf(
  stream: IncomingMessage | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0)
  for await (const part of stream as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, part])
    for (let frame = cut(rest); frame !== undefined; frame = cut(rest)) {
      rest = frame.rest
      if (isFrame(frame.jpeg)) yield new Uint8Array(frame.jpeg)
    }
    if (rest.length > MOST_FRAME) throw badAnswer('tanpa gambar langsung', 'no live picture')
  }
}

function cut(data: Buffer): { jpeg: Buffer; rest: Buffer<ArrayBuffer> } | undefined {
  const start = data.indexOf(START)
  const end = start < 0 ? -1 : data.indexOf(END, start + 2)
  if (end < 0) return undefined
  return { jpeg: data.subarray(start, end + 2), rest: Buffer.from(data.subarray(end + 2)) }
}

function isFrame(jpeg: Buffer): boolean {
  const header = readImageHeader(jpeg)
  return 'width' in header && header.width * header.height <= MOST_PIXELS
}
