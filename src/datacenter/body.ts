import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'

/** Bytes that wait for somebody to take them; more stay on the line. */
const HELD = 256 << 10

/**
 * What a request brings, taken off the line from its first byte on. A stream that nobody reads loses what lies in it when its line is cut: by the time
 * a request is admitted and its file is open, a fast line may have brought a packet's worth, and broken.
 */
export class Body {
  /** Resolves at the end, rejects at a cut: after every piece that came before it. */
  readonly ended: Promise<void>
  readonly #stream: Readable
  #parts: Uint8Array[] = []
  #held = 0
  #take: ((piece: Uint8Array) => void) | undefined

  constructor(stream: Readable) {
    this.#stream = stream
    this.ended = finished(stream, { writable: false })
    // Also where nobody comes to take it.
    this.ended.catch(() => {})
    stream.on('data', (piece: Uint8Array) => {
      if (this.#take) return this.#take(piece)
      this.#parts.push(piece)
      this.#held += piece.length
      if (this.#held >= HELD) stream.pause()
    })
  }

  /** Gives every piece so far and from now on to `piece`. */
  to(piece: (bytes: Uint8Array) => void): void {
    this.#take = piece
    const parts = this.#parts
    this.#parts = []
    for (const part of parts) piece(part)
    this.resume()
  }

  /** What nobody takes any more is read and forgotten: the other side hears its answer only when its bytes are off the line. */
  drop(): void {
    this.to(() => {})
  }

  pause(): void {
    this.#stream.pause()
  }

  resume(): void {
    this.#stream.resume()
  }
}
