import { scanBack } from '../../../lib/read-back.ts'
import { blockingFs, type DurableFs } from '../../../lib/durable-fs.ts'

/** The disk that a packet is written to and read back from; tests put faulty ones in its place. */
export interface SealDisk {
  readonly fs: DurableFs
  /** Folders known to be there for good: a month's is made durable once, not with every packet. */
  readonly folders: Set<string>
  /** Reads a file past the cache, chunk by chunk; a chunk is valid only until `onChunk` returns. */
  read(path: string, onChunk: (chunk: Uint8Array) => void): Promise<{ via: 'medium' | 'cache' }>
}

/** Small enough that decrypting keeps up with the disk instead of waiting for it. */
const CHUNK_BYTES = 256 << 10

/** The station's own, for the sealing thread. */
export const stationDisk: SealDisk = {
  fs: blockingFs,
  folders: new Set(),
  read: (path, onChunk) => scanBack(path, { offset: 0 }, onChunk, { chunkBytes: CHUNK_BYTES }),
}

/** The same file system, running `work` on this thread while its first fsync is under way: the disk and the processor together. */
export function whileSyncing(fs: DurableFs, work: () => void): DurableFs {
  let isDone = false
  return {
    ...bound(fs),
    fsync(file) {
      const synced = fs.fsync(file)
      if (!isDone) {
        isDone = true
        work()
      }
      return synced
    },
  }
}

/** A file system's calls as plain functions, whether it is an object or a class. */
function bound(fs: DurableFs): DurableFs {
  return {
    open: (path, flags, mode) => fs.open(path, flags, mode),
    write: (file, bytes) => fs.write(file, bytes),
    fsync: (file) => fs.fsync(file),
    close: (file) => fs.close(file),
    fstat: (file) => fs.fstat(file),
    rename: (from, to) => fs.rename(from, to),
    unlink: (path) => fs.unlink(path),
    mkdir: (path) => fs.mkdir(path),
    stat: (path) => fs.stat(path),
    readdir: (path) => fs.readdir(path),
    fsyncDir: (path) => fs.fsyncDir(path),
  }
}
