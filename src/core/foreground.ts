import type { Station } from './station.ts'

/**
 * Work that a person at the desk waits for while it uses the station's own disk: saving a capture, sealing. What runs in the background
 * gives way meanwhile. The cell is shared memory, so that a thread in the midst of a volume sees it: above 0 while somebody waits. One for
 * each store: services act on the station of who opened it, the desk on that of who sits there now.
 */
const cells = new WeakMap<Station['write'], Int32Array<SharedArrayBuffer>>()

/** The cell of a station; goes to threads as it is. */
export function foregroundOf({ write }: Pick<Station, 'write'>): Int32Array<SharedArrayBuffer> {
  const known = cells.get(write)
  if (known) return known
  const cell = new Int32Array(new SharedArrayBuffer(4))
  cells.set(write, cell)
  return cell
}

/** Does work that somebody waits for. */
export async function inForeground<T>(station: Pick<Station, 'write'>, work: () => Promise<T>): Promise<T> {
  const cell = foregroundOf(station)
  Atomics.add(cell, 0, 1)
  try {
    return await work()
  } finally {
    Atomics.sub(cell, 0, 1)
    Atomics.notify(cell, 0)
  }
}

/** Gives way for so long in all, however often it is asked. Above 0 milliseconds left it says first that it waits. */
export class Patience {
  readonly #cell: Int32Array<SharedArrayBuffer> | undefined
  #left: number

  constructor(cell: Int32Array<SharedArrayBuffer> | undefined, milliseconds: number) {
    this.#cell = cell
    this.#left = milliseconds
  }

  async wait(says: () => void): Promise<void> {
    if (!this.#cell || this.#left <= 0 || Atomics.load(this.#cell, 0) <= 0) return
    says()
    this.#left -= await giveWay(this.#cell, this.#left)
  }
}

/**
 * Waits while somebody waits for the disk, at most `patienceMs`: a busy desk must not keep its own recordings from a second disk.
 * Answers how many milliseconds it waited.
 */
export async function giveWay(cell: Int32Array<SharedArrayBuffer>, patienceMs: number): Promise<number> {
  const began = performance.now()
  for (;;) {
    const waiting = Atomics.load(cell, 0)
    const left = patienceMs - (performance.now() - began)
    if (waiting <= 0 || left <= 0) return performance.now() - began
    await Atomics.waitAsync(cell, 0, waiting, left).value
  }
}
