import { PAGE_BYTES, sharedPages } from '../../lib/aligned.ts'

const BLOCK_BYTES = 4 << 20

/**
 * Memory for blocks of volumes, that goes round: fresh memory for each of them costs more than reading it (the system clears it, page by
 * page), and the collector gives it back late. It is shared with the thread that proves, so that nothing is moved, and of whole pages, so that it is
 * filled past the system's cache. Only sealed bytes lie here.
 */
export class BlockMemory {
  readonly blockBytes: number
  readonly #blocks = new WeakSet<SharedArrayBuffer>()
  readonly #free: SharedArrayBuffer[] = []

  /** @param blockBytes less only in tests */
  constructor(blockBytes = BLOCK_BYTES) {
    this.blockBytes = blockBytes
  }

  /**
   * Memory of just this length: whatever lay there last lies there still. Longer than a block it is fresh.
   * @param place in their file of the bytes that are to come there
   */
  take(length: number, place = 0): Uint8Array<SharedArrayBuffer> {
    if (length > this.blockBytes) return new Uint8Array(new SharedArrayBuffer(length))
    return new Uint8Array(this.#free.pop() ?? this.#block(), place % PAGE_BYTES, length)
  }

  /** Nobody reads or writes there any more. */
  give({ buffer }: Uint8Array<SharedArrayBuffer>): void {
    if (this.#blocks.has(buffer)) this.#free.push(buffer)
  }

  #block(): SharedArrayBuffer {
    const block = sharedPages(this.blockBytes + PAGE_BYTES)
    this.#blocks.add(block)
    return block
  }
}
