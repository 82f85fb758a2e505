import { ownBuffer } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { startThread, type Thread } from '../../../lib/thread.ts'
import type { ProvenPacket, SealJob } from './job.ts'

let thread: Thread | undefined

/** Starts the sealing thread ahead of its first job; it does not keep the process alive. */
export function warmSealing(): Thread {
  thread ??= startThread(new URL('./seal.worker.ts', import.meta.url))
  return thread
}

/** As sealAndProve, in the sealing thread. A thread that fails otherwise than by a Fault is not used again. */
export async function sealInThread(job: SealJob): Promise<ProvenPacket> {
  const mine = warmSealing()
  try {
    return await mine.run<ProvenPacket>('seal', job, undefined, ownBuffers(job))
  } catch (error) {
    if (!isFault(error) && thread === mine) {
      thread = undefined
      await mine.close()
    }
    throw error
  }
}

/** Boxes that fill their buffer are nobody else's. */
function ownBuffers({ boxed }: SealJob): ArrayBuffer[] {
  return boxed.flatMap(({ box }) => ownBuffer(box) ?? [])
}
