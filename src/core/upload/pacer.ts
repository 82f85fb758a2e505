import { setTimeout as sleep } from 'node:timers/promises'

/** Spends a line's bytes evenly: whoever takes some waits until they are free. One second's worth may go at once. */
export class Pacer {
  #free = 0

  /** Waits for `bytes` at `bytesPerSecond`; an aborted signal ends the wait early. */
  async take(bytes: number, bytesPerSecond: number | undefined, signal?: AbortSignal): Promise<void> {
    if (bytesPerSecond === undefined) return
    const now = performance.now()
    const begin = Math.max(now, this.#free)
    this.#free = begin + (bytes / bytesPerSecond) * 1000
    if (begin <= now) return
    try {
      await sleep(begin - now, undefined, signal ? { signal } : {})
    } catch (error) {
      if (!signal?.aborted) throw error
    }
  }
}
