import { isFault } from '../../../lib/fault.ts'
import { startThread, type Thread } from '../../../lib/thread.ts'
import { type DiskIo, nodeDisk, type Proven } from '../disk/io.ts'
import { type Target, writeProvenBytes } from '../disk/write-proven.ts'
import type { VolumeDone, VolumeJob, WriteProgress } from './types.ts'
import { type DiskVerdict, verifyDisk, type VerifyInput, type VerifyProgress } from '../verify/verify-disk.ts'
import { writeVolumeJob } from './write-volume.ts'

type OnProgress = (progress: WriteProgress) => void

/** A small file to be written and read back. */
export interface FileJob {
  readonly target: Target
  readonly path: string
  readonly bytes: Uint8Array
}

/** What is long or waits for the disk: in a thread, so that the core's loop stays free; in place for fault-injection tests. */
export interface Hands {
  writeVolume(job: VolumeJob, onProgress: OnProgress): Promise<VolumeDone>
  writeFile(job: FileJob): Promise<{ bytes: number; via: Proven['via'] }>
  readBack(path: string): Promise<Proven>
  verify(input: VerifyInput, onProgress: (progress: VerifyProgress) => void): Promise<DiskVerdict>
  /** Ends what they do; once is enough, and again does nothing. */
  close(): Promise<void>
}

/** The tasks of backup.worker.ts, over any disk. */
export function handTasks(io: DiskIo) {
  return {
    writeVolume: (job: VolumeJob, progress: (progress: unknown) => void) => writeVolumeJob(io, job, progress),
    writeFile: (job: FileJob) => writeProvenBytes(io, job.target, job.path, job.bytes),
    readBack: (path: string) => io.readBack(path),
    verify: (input: VerifyInput, progress: (progress: unknown) => void) => verifyDisk(io, input, progress),
  }
}

/** In this thread, over a disk of the caller's. */
export function handsHere(io: DiskIo = nodeDisk): Hands {
  const tasks = handTasks(io)
  return {
    writeVolume: (job, onProgress) => tasks.writeVolume(job, onProgress as (progress: unknown) => void),
    writeFile: tasks.writeFile,
    readBack: tasks.readBack,
    verify: (input, onProgress) => tasks.verify(input, onProgress as (progress: unknown) => void),
    close: async () => {},
  }
}

const IDLE_MS = 60_000
/** What a volume is made of is gone with it: a thread that waits for the disk need not put off to collect it. */
const HEAP = { maxYoungGenerationSizeMb: 8 } as const
let parked: { thread: Thread; timer: NodeJS.Timeout } | undefined

function takeThread(): Thread {
  const kept = parked
  parked = undefined
  clearTimeout(kept?.timer)
  return kept?.thread ?? startThread(new URL('./backup.worker.ts', import.meta.url), HEAP)
}

/** Keeps one idle thread for a minute: a desk disk gets a backup with each resident. */
function parkThread(thread: Thread): void {
  if (parked) {
    void thread.close()
    return
  }
  const timer = setTimeout(() => {
    parked = undefined
    void thread.close()
  }, IDLE_MS)
  timer.unref()
  parked = { thread, timer }
}

/** In a worker thread, over the real disk. One that the system holds, or that failed otherwise than by a Fault, is not used again. */
export function handsInThread(): Hands {
  const thread = takeThread()
  let pending = 0
  let broken = false
  let closed: Promise<void> | undefined
  async function run<T>(task: string, input: unknown, onProgress?: (progress: never) => void): Promise<T> {
    // The thread may be in other hands by now.
    if (closed) throw new Error('these hands are closed')
    pending++
    try {
      return await thread.run<T>(task, input, onProgress as (progress: unknown) => void)
    } catch (error) {
      broken ||= !isFault(error)
      throw error
    } finally {
      pending--
    }
  }
  async function letGo(): Promise<void> {
    if (pending > 0 || broken) await thread.close()
    else parkThread(thread)
  }
  return {
    writeVolume: (job, onProgress) => run('writeVolume', job, onProgress),
    writeFile: (job) => run('writeFile', job),
    readBack: (path) => run('readBack', path),
    verify: (input, onProgress) => run('verify', input, onProgress),
    close: () => (closed ??= letGo()),
  }
}
