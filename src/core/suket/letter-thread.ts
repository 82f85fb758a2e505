import { isFault } from '../../lib/fault.ts'
import { startThread, type Thread } from '../thread.ts'
import type { LetterJob } from './letter.ts'

let thread: Thread | undefined

/** As renderLetter, in a thread of its own. A thread that fails otherwise than by a Fault is not used again. */
export async function renderInThread(job: LetterJob): Promise<Uint8Array> {
  const mine = (thread ??= startThread(new URL('./letter.worker.ts', import.meta.url)))
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
