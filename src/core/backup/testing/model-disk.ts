import { createHash } from 'node:crypto'
import { Fault } from '../../../lib/fault.ts'
import { FaultyFs } from '../../../lib/testing/faulty-fs.ts'
import type { Cut } from '../../../lib/testing/disk-model.ts'
import type { DiskIo } from '../disk/io.ts'

/** A disk that is a model: calls fail as planned, power goes, and what is read back is what a power cut would leave. */
export interface ModelDisk {
  readonly io: DiskIo
  /** The file system that calls go to now. */
  fs: FaultyFs
  /** The power went: a new file system with what is left, nothing planned. */
  reboot(cut: Cut): void
  /** The program was killed, the machine runs on: caches stay as they were, nothing is planned. */
  revive(): void
}

function missing(path: string): Fault {
  return new Fault('FILE-MISSING', { op: 'read', path, errno: 'ENOENT' })
}

export function modelDisk(kind: 'ext4' | 'vfat'): ModelDisk {
  const live = (path: string): Uint8Array => {
    const bytes = disk.fs.seen().get(path)
    if (!bytes) throw missing(path)
    return bytes
  }
  /** Past the cache: only what is durable. */
  const medium = (path: string): Uint8Array => {
    const bytes = disk.fs.after('nothing').get(path)
    if (!bytes) throw missing(path)
    return bytes
  }
  const io: DiskIo = {
    get fs() {
      return disk.fs
    },
    async readSmall(path, limit) {
      const bytes = live(path)
      if (bytes.length > limit) throw new Fault('FILE-TOO-LARGE', { op: 'read', path, errno: 'LIMIT' })
      return bytes
    },
    async readBack(path) {
      const bytes = medium(path)
      return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, via: 'medium' }
    },
    async open(path) {
      const bytes = live(path)
      return {
        size: bytes.length,
        read: async (offset, length) => bytes.subarray(offset, offset + length),
        close: async () => {},
      }
    },
    async scan(path, onChunk) {
      const bytes = medium(path)
      await onChunk(bytes)
      return { bytes: bytes.length, via: 'medium' }
    },
  }
  const disk: ModelDisk = {
    io,
    fs: new FaultyFs([], kind),
    reboot(cut) {
      const left = disk.fs.after(cut)
      disk.fs = new FaultyFs([], kind).seed(Object.fromEntries(left))
    },
    revive() {
      disk.fs = Object.assign(new FaultyFs([], kind), { root: disk.fs.root })
    },
  }
  return disk
}
