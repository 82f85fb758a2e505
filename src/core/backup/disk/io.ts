import { createHash } from 'node:crypto'
import { hex } from '../../../lib/bytes.ts'
import { type DurableFs, nodeFs } from '../../../lib/durable-fs.ts'
import { Fault, faultOfErrno, isFault } from '../../../lib/fault.ts'
import { openPlain } from '../../../lib/open-plain.ts'
import { type OnChunk, scanBack, type Via } from '../../../lib/read-back.ts'
import type { ReadAt } from '../../../formats/volume/read.ts'
import { PastCache } from './past-cache.ts'

export interface Proven {
  /** Lower hex. */
  readonly sha256: string
  readonly bytes: number
  readonly via: Via
}

/** A file of a disk, read at random. */
export interface OpenFile {
  readonly size: number
  /** Past the system's cache where the memory that is offered is of whole pages (lib/aligned: sharedPages). */
  readonly read: ReadAt
  close(): Promise<void>
}

/** How many bytes were read so far; reading goes on when it has ended. */
export type OnBytes = (bytes: number) => void | Promise<void>

/** All that the engine does to a disk, so that fault-injection tests can put a model of one in its place. */
export interface DiskIo {
  readonly fs: DurableFs
  /** A small file as a whole. Faults FILE-MISSING, FILE-TOO-LARGE beyond `limit`, those of reading. */
  readSmall(path: string, limit: number): Promise<Uint8Array>
  /** Past the cache where the system can (BACKUP: reading back is a port). */
  readBack(path: string, onBytes?: OnBytes): Promise<Proven>
  open(path: string): Promise<OpenFile>
  /** The whole file past the cache, chunk by chunk; each is valid only until `onChunk` has ended. */
  scan(path: string, onChunk: OnChunk): Promise<{ bytes: number; via: Via }>
}

/** Whether a fault says that a folder, a link or anything else that is no file has a file's name. */
export function isNoFile(error: unknown): error is Fault {
  return isFault(error) && ['NOT-A-FILE', 'ELOOP'].includes(String(error.params.errno))
}

async function readAll(path: string, limit: number): Promise<Uint8Array> {
  try {
    const opened = await openPlain(path)
    await using file = opened.file
    const { size } = opened
    if (size > limit) throw new Fault('FILE-TOO-LARGE', { op: 'read', path, errno: 'LIMIT' })
    const bytes = new Uint8Array(size)
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(bytes, at, size - at, at)
      if (bytesRead === 0) throw new Fault('DISK-IO', { op: 'read', path, errno: 'SHORT' })
      at += bytesRead
    }
    return bytes
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}

async function openFile(path: string): Promise<OpenFile> {
  try {
    const { file, size } = await openPlain(path)
    const past = new PastCache(file)
    return {
      size,
      async read(offset, length, into) {
        const due = Math.max(0, Math.min(length, size - offset))
        const bytes = into?.subarray(0, due) ?? new Uint8Array(due)
        try {
          let held = await past.read(offset, bytes)
          while (held < bytes.length) {
            const { bytesRead } = await file.read(bytes, held, bytes.length - held, offset + held)
            if (bytesRead === 0) break
            held += bytesRead
          }
          return bytes.subarray(0, held)
        } catch (error) {
          throw faultOfErrno(error, 'read', path)
        }
      },
      async close() {
        try {
          await past.close()
        } finally {
          await file.close()
        }
      },
    }
  } catch (error) {
    throw faultOfErrno(error, 'open', path)
  }
}

async function scanFile(path: string, onChunk: OnChunk) {
  await (await openFile(path)).close()
  return scanBack(path, { offset: 0 }, onChunk)
}

/** The real thing. */
export const nodeDisk: DiskIo = {
  fs: nodeFs,
  readSmall: readAll,
  async readBack(path, onBytes = () => undefined) {
    const hash = createHash('sha256')
    let read = 0
    const { bytes, via } = await scanFile(path, (chunk) => {
      hash.update(chunk)
      read += chunk.length
      return onBytes(read)
    })
    return { sha256: hex(new Uint8Array(hash.digest())), bytes, via }
  },
  open: openFile,
  scan: scanFile,
}
