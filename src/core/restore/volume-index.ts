import type { Commit } from '../../formats/commit/commit.ts'
import type { VolumeIndex } from '../../formats/volume/index-file.ts'
import { readIndex, readVolume } from '../../formats/volume/read.ts'
import { isFault } from '../../lib/fault.ts'
import type { DiskIo, OpenFile } from '../backup/index.ts'
import type { SourceVolume } from './gather.ts'
import { isReadError } from './read-blocks.ts'

export interface KnownIndex {
  readonly index: VolumeIndex
  /** The commit knows just these bytes. One of an older program knows no digest of them. */
  readonly isProven: boolean
}

/** Of a volume of which no commit speaks: its packets come first, 256 MiB and one more at most. */
const UNSPOKEN = 1 << 30

/** A volume's file as far as it is looked at. */
export interface VolumeFile extends OpenFile {
  /** Its length as the disk says it. */
  readonly whole: number
}

/** Opens a volume as far as its commit speaks of it: what is behind that is nobody's, and on a hostile disk without end. */
export async function openVolume(
  io: DiskIo,
  { path, meta }: Pick<SourceVolume, 'path' | 'meta'>,
): Promise<VolumeFile> {
  const file = await io.open(path)
  const size = Math.min(file.size, meta?.bytes ?? UNSPOKEN)
  return {
    size,
    whole: file.size,
    read: (offset, length, into) => file.read(offset, Math.max(0, Math.min(length, size - offset)), into),
    close: () => file.close(),
  }
}

/** The index at the place that a commit names. Faults as readVolume. */
export async function indexByCommit(
  file: OpenFile,
  { index: { offset, bytes, sha256 } }: Commit['volumes'][number],
): Promise<KnownIndex> {
  const found = await readIndex(file.read, file.size, { indexOffset: offset, indexBytes: bytes })
  return { index: found.index, isProven: found.sha256 === sha256 }
}

/** The same, or found by walking where no commit speaks; undefined where it cannot be read. Fault DISK-GONE. */
export async function findIndex(
  file: OpenFile,
  meta: Commit['volumes'][number] | null,
): Promise<KnownIndex | undefined> {
  try {
    if (meta) return await indexByCommit(file, meta)
    return { index: await readVolume(file.read, file.size), isProven: false }
  } catch (error) {
    if (isFault(error, 'DISK-GONE') || (!isFault(error) && !isReadError(error))) throw error
    return undefined
  }
}
