import { Transformer } from '@napi-rs/image'
import type { Line } from './wire.ts'

const FRAME_MS = 250
const SIZE = { width: 320, height: 240 }
const BOUNDARY = 'BoundaryString'

/** One frame of the live picture: a bar that walks over the glass, so that a person sees that it lives. */
async function frame(step: number): Promise<Uint8Array> {
  const pixels = new Uint8Array(SIZE.width * SIZE.height * 4)
  const bar = (step * 16) % SIZE.width
  for (let at = 0; at < pixels.length; at += 4) {
    const x = (at / 4) % SIZE.width
    const grey = Math.abs(x - bar) < 6 ? 120 : 225
    pixels.set([grey, grey, grey, 255], at)
  }
  return new Uint8Array(await Transformer.fromRgbaPixels(pixels, SIZE.width, SIZE.height).jpeg(70))
}

/** Streams the live picture as Motion JPEG, four frames a second, until the line is closed. */
export async function streamLive(line: Line, isOn: () => boolean): Promise<void> {
  line.write(
    `HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=--${BOUNDARY}\r\nConnection: close\r\n\r\n`,
  )
  for (let step = 0; line.isOpen() && isOn(); step++) {
    const jpeg = await frame(step)
    line.write(`--${BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`)
    line.write(jpeg)
    line.write('\r\n')
    await Promise.race([line.closed, new Promise((resolve) => setTimeout(resolve, FRAME_MS))])
  }
  line.end()
}
