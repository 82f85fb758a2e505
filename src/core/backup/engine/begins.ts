import { join } from 'node:path'
import { MARKER, MARKER_COPY } from '../../../formats/disk/disk.ts'
import { hex } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import { refuse } from '../../refuse.ts'
import type { DiskIo } from '../disk/io.ts'
import { rekamDir } from '../disk/layout.ts'
import type { Hands } from './hands.ts'

const LIMIT = 4096

/** SHA-256 of what was written to a disk first, its marker's statements, by path; without those that cannot be read as such. */
export type Begins = ReadonlyMap<string, string>

/** As the run finds them. */
export async function beginsOf(io: DiskIo, mount: string): Promise<Begins> {
  const found = new Map<string, string>()
  for (const name of [MARKER, MARKER_COPY]) {
    const path = join(rekamDir(mount), name)
    try {
      found.set(path, hex(sha256(await io.readSmall(path, LIMIT))))
    } catch (error) {
      // One of the two may be anything by now: the other one has let the disk in (marker.ts). A disk that is gone is told.
      if (!isFault(error) || error.code === 'DISK-GONE') throw error
    }
  }
  return found
}

/**
 * Whether the medium still begins so: on a disk that has less room than it says, the end comes down on the beginning, while every volume
 * reads back well and the cache shows the folders as they were (decision 0235). Fault BACKUP-READBACK {disk, path}.
 */
export async function assertBegins(begins: Begins, hands: Hands, disk: string): Promise<void> {
  for (const [path, digest] of begins)
    if ((await hands.readBack(path)).sha256 !== digest) throw refuse('BACKUP-READBACK', { disk, path })
}
