import { type DiskIo, nodeDisk } from '../backup/index.ts'
import { startThread } from '../../lib/thread.ts'
import { type Placed, type RestoreTasks, restoreTasks } from './tasks.ts'

/** What is read is thrown away at once: a large nursery would only hold it longer. */
const HEAP = { maxYoungGenerationSizeMb: 8 } as const

/** Who does the long work: a thread, or this one in tests. */
export interface RestoreHands extends RestoreTasks {
  /** `fillStates` beside the other tasks (decision 237). */
  readonly fillBeside: RestoreTasks['fillStates']
  close(): Promise<void>
}

export function restoreHere(io: DiskIo = nodeDisk): RestoreHands {
  const tasks = restoreTasks(io)
  return { ...tasks, fillBeside: tasks.fillStates, close: async () => {} }
}

const newThread = () => startThread(new URL('./restore.worker.ts', import.meta.url), HEAP)

/** In a thread that lives no longer than this: its memory is there for the packets again. */
const fillBeside: RestoreHands['fillBeside'] = async (job, progress) => {
  const thread = newThread()
  try {
    return await thread.run('fillStates', job, progress as (progress: unknown) => void)
  } finally {
    await thread.close()
  }
}

export function restoreInThread(): RestoreHands {
  const thread = newThread()
  return {
    fillBeside,
    plan: (sources, progress) => thread.run('plan', sources, progress as (progress: unknown) => void),
    dryRun: (job, progress) => thread.run('dryRun', job, progress as (progress: unknown) => void),
    drill: (job, progress) => thread.run('drill', job, progress as (progress: unknown) => void),
    prove: (job, progress) => thread.run('prove', job, progress as (progress: unknown) => void),
    place: (job, tell) => thread.run<Placed>('place', job, tell as (told: unknown) => void),
    stage: (job, progress) => thread.run('stage', job, progress as (progress: unknown) => void),
    fillStates: (job, progress) => thread.run('fillStates', job, progress as (progress: unknown) => void),
    endFilling: (job) => thread.run('endFilling', job),
    close: () => thread.close(),
  }
}
