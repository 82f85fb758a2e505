import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { hex } from '../../../lib/bytes.ts'
import { type DurableFs, nodeFs } from '../../../lib/durable-fs.ts'
import { Fault, faultOfErrno } from '../../../lib/fault.ts'
import { scanBack, type Via } from '../../../lib/read-back.ts'
import type { ReadAt } from '../../../formats/volume/read.ts'

export interface Proven {
  /** Lower hex. */
  readonly sha256: string
  readonly bytes: number
  readonly via: Via
}

/** A file of a disk, read at random. */
export interface OpenFile {
  readonly size: number
  readonly read: ReadAt
  close(): Promise<void>
}

/** All that the engine does to a disk, so that fault-injection tests can put a model of one in its place. */
export interface DiskIo {
  readonly fs: DurableFs
  /** A small file as a whole. Faults FILE-MISSING, FILE-TOO-LARGE beyond `limit`, those of reading. */
  readSmall(path: string, limit: number): Promise<Uint8Array>
  /** Past the cache where the system can (BACKUP: reading back is a port). `onBytes`: read so far. */
  readBack(path: string, onBytes?: (bytes: number) => void): Promise<Proven>
  open(path: string): Promise<OpenFile>
}

async function readAll(path: string, limit: number): Promise<Uint8Array> {
  try {
    await using file = await open(path, 'r')
    const { size } = await file.stat()
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
    const file = await open(path, 'r')
    const { size } = await file.stat()
    return {
      size,
      async read(offset, length) {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
        let held = 0
        while (held < bytes.length) {
          const { bytesRead } = await file.read(bytes, held, bytes.length - held, offset + held)
          if (bytesRead === 0) break
          held += bytesRead
        }
        return bytes.subarray(0, held)
      },
      close: () => file.close(),
    }
  } catch (error) {
    throw faultOfErrno(error, 'open', path)
  }
}

/** The real thing. */
export const nodeDisk: DiskIo = {
  fs: nodeFs,
  readSmall: readAll,
  async readBack(path, onBytes) {
    const hash = createHash('sha256')
    const options = onBytes ? { onBytes } : {}
    const { bytes, via } = await scanBack(path, { offset: 0 }, (chunk) => hash.update(chunk), options)
    return { sha256: hex(new Uint8Array(hash.digest())), bytes, via }
  },
  open: openFile,
}
