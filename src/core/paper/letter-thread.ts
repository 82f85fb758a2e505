import { isFault } from '../../lib/fault.ts'
import { startThread, type Thread } from '../../lib/thread.ts'

/** A letter is a few megabytes that are thrown away at once: a batch of a thousand is not let grow to what a machine would bear. */
const HEAP = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 160 } as const

interface InUse {
  readonly thread: Thread
  /** Letters that it is asked for now. */
  jobs: number
  failed: boolean
}

/**
 * Renders letters in a thread of its own, started at the first one: the first cuts the fonts, half a second that would
 * stop everything else. `module` serves the task 'letter'. A thread that fails otherwise than by a Fault is not asked again, and ends with the
 * last letter that it was asked for: one that cannot be rendered takes no other with it.
 */
export function letterThread<Job>(module: URL): (job: Job) => Promise<Uint8Array> {
  let current: InUse | undefined
  return async (job) => {
    const mine = (current ??= { thread: startThread(module, HEAP), jobs: 0, failed: false })
    mine.jobs++
    try {
      return await mine.thread.run<Uint8Array>('letter', job)
    } catch (error) {
      mine.failed ||= !isFault(error)
      if (mine.failed && current === mine) current = undefined
      throw error
    } finally {
      mine.jobs--
      if (mine.failed && mine.jobs === 0) await mine.thread.close()
    }
  }
}
