import { hex } from '../../../lib/bytes.ts'
import { sha256 } from '../../../lib/hash.ts'
import type { Via } from '../../../lib/read-back.ts'
import { createDurably, type Data, removeDurably } from '../../../lib/write-durably.ts'
import { refuse } from '../../refuse.ts'
import type { DiskIo, OnBytes } from './io.ts'

/** Where a file goes: below the mount, on the very device that was checked. */
export interface Target {
  readonly mount: string
  readonly device: number
  /** What the disk is called, for refusals. */
  readonly label: string
}

/** Disks are read on other machines by other users. */
const READABLE = 0o644

/**
 * Writes a file under its final name and reads it back past the cache (BACKUP: order of writing). On any error the name is given up;
 * BACKUP-READBACK {disk, path} where it reads back differently, else the faults of createDurably and of reading.
 * @param expected lower hex, asked after the last byte was written
 */
export async function writeProven(
  io: DiskIo,
  target: Target,
  path: string,
  data: Data,
  expected: () => string,
  onRead?: OnBytes,
): Promise<{ bytes: number; via: Via }> {
  const where = { fs: io.fs, root: target.mount, device: target.device }
  const { bytes } = await createDurably(path, data, { ...where, mode: READABLE })
  const read = await io.readBack(path, onRead)
  if (read.bytes !== bytes || read.sha256 !== expected()) {
    await removeDurably(path, where)
    throw refuse('BACKUP-READBACK', { disk: target.label, path })
  }
  return { bytes, via: read.via }
}

/** The same for bytes at hand. */
export function writeProvenBytes(
  io: DiskIo,
  target: Target,
  path: string,
  bytes: Uint8Array,
): Promise<{ bytes: number; via: Via }> {
  return writeProven(io, target, path, bytes, () => hex(sha256(bytes)))
}
