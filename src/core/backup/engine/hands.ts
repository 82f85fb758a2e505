import { startThread } from '../../thread.ts'
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

/** In a worker thread, over the real disk. */
export function handsInThread(): Hands {
  const thread = startThread(new URL('./backup.worker.ts', import.meta.url))
  return {
    writeVolume: (job, onProgress) =>
      thread.run('writeVolume', job, onProgress as (progress: unknown) => void),
    writeFile: (job) => thread.run('writeFile', job),
    readBack: (path) => thread.run('readBack', path),
    verify: (input, onProgress) => thread.run('verify', input, onProgress as (progress: unknown) => void),
    close: () => thread.close(),
  }
}
