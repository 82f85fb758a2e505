import { availableParallelism } from 'node:os'
import { startThread, type Thread } from '../lib/thread.ts'

const threads: Thread[] = []
let turn = 0

/** The next of the threads that read packets: one per core, shared by all that this process takes; they keep no process alive. */
export function nextThread(): Thread {
  const at = turn++ % Math.max(1, Math.min(4, availableParallelism()))
  return (threads[at] ??= startThread(new URL('./stage.worker.ts', import.meta.url)))
}
