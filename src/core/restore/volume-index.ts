import type { Commit } from '../../formats/commit/commit.ts'
import type { VolumeIndex } from '../../formats/volume/index-file.ts'
import { readIndex, readVolume } from '../../formats/volume/read.ts'
import { isFault } from '../../lib/fault.ts'
import type { OpenFile } from '../backup/index.ts'
import { isReadError } from './read-blocks.ts'

export interface KnownIndex {
  readonly index: VolumeIndex
  /** The commit knows just these bytes. One of an older program knows no digest of them. */
  readonly isProven: boolean
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
