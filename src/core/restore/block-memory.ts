const BLOCK_BYTES = 4 << 20

/**
 * Memory for blocks of volumes, that goes round: fresh memory for each of them costs more than reading it (the system clears it, page by
 * page), and the collector gives it back late. It is shared with the thread that proves, so that nothing is moved. Only sealed bytes lie here.
 */
export class BlockMemory {
  readonly blockBytes: number
  readonly #free: SharedArrayBuffer[] = []

  /** @param blockBytes less only in tests */
  constructor(blockBytes = BLOCK_BYTES) {
    this.blockBytes = blockBytes
  }

  /** Memory of just this length: whatever lay there last lies there still. Longer than a block it is fresh. */
  take(length: number): Uint8Array<SharedArrayBuffer> {
    if (length > this.blockBytes) return new Uint8Array(new SharedArrayBuffer(length))
    return new Uint8Array(this.#free.pop() ?? new SharedArrayBuffer(this.blockBytes), 0, length)
  }

  /** Nobody reads or writes there any more. */
  give({ buffer }: Uint8Array<SharedArrayBuffer>): void {
    if (buffer.byteLength === this.blockBytes) this.#free.push(buffer)
  }
}
