import { isFault } from '../../lib/fault.ts'
import { startThread, type Thread } from '../../lib/thread.ts'

/**
 * Renders letters in a thread of its own, started at the first one: the first cuts the fonts, half a second that would
 * stop everything else. `module` serves the task 'letter'. A thread that fails otherwise than by a Fault is not used again.
 */
export function letterThread<Job>(module: URL): (job: Job) => Promise<Uint8Array> {
  let thread: Thread | undefined
  return async (job) => {
    const mine = (thread ??= startThread(module))
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
