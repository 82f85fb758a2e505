import { isFault } from '../../lib/fault.ts'
import { startThread, type Thread } from '../../lib/thread.ts'

/** A letter is a few megabytes that are thrown away at once: a batch of a thousand is not let grow to what a machine would bear. */
const HEAP = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 160 } as const

/**
 * Renders letters in a thread of its own, started at the first one: the first cuts the fonts, half a second that would
 * stop everything else. `module` serves the task 'letter'. A thread that fails otherwise than by a Fault is not used again.
 */
export function letterThread<Job>(module: URL): (job: Job) => Promise<Uint8Array> {
  let thread: Thread | undefined
  return async (job) => {
    const mine = (thread ??= startThread(module, HEAP))
    try {
      return await mine.run<Uint8Array>('letter', job)
    } catch (error) {
      if (!isFault(error) && thread === mine) {
        thread = undefined
        await mine.close()
      }
      throw error
    }
  }
}
