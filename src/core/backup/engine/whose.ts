/**
 * Whose files lie under a number that this machine noted as begun. Two computers of one station may write to one disk in turns (a restored
 * PC and the old one, a laptop that comes back), and a station may have been set back to an older state: what lies there may be another's,
 * or this station's own from after the state that it knows. Neither is its to remove (decision 0120).
 */
import { type Commit, decodeCommit } from '../../../formats/commit/commit.ts'
import { idOf, PACKET_SUFFIX } from '../../../formats/volume/order.ts'
import { errnoOf, faultOfErrno, isFault } from '../../../lib/fault.ts'
import { walkTar } from '../../../lib/tar.ts'
import type { Station } from '../../station.ts'
import type { DiskIo } from '../disk/io.ts'
import type { CommitPaths } from '../disk/layout.ts'
import type { DiskState } from './disk-state.ts'
import type { Attempt } from './orphans.ts'
import { mayBeTorn } from './torn.ts'

const COMMIT_LIMIT = 1 << 20

/** A commit of this epoch whose packets and changes this register knows, all of them. */
export function isWithin({ read, epoch }: Pick<Station, 'read' | 'epoch'>, commit: Commit): boolean {
  if (commit.epoch !== epoch.id) return false
  const { changes, head } = commit
  const known = read.get<{ seq: number }>('SELECT seq FROM change_counter')?.seq ?? 0
  if (changes?.epoch === epoch.id && changes.to > known) return false
  if (head.seq === 0) return true
  const row = read.get<{ head: string }>('SELECT head FROM recording WHERE epoch = ? AND seq = ?', [
    head.epoch,
    head.seq,
  ])
  return row?.head === head.hash
}

export async function isThere(io: DiskIo, path: string): Promise<boolean> {
  try {
    return (await io.fs.stat(path)).kind === 'file'
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return false
    throw faultOfErrno(error, 'stat', path)
  }
}

/** The four files in the order in which they are written: each is on the medium before the next is begun. */
function inOrder({ volume, json, copy, signature }: CommitPaths): string[] {
  return [volume, json, copy, signature]
}

/** Whether any file lies under a number. Names are asked for, nothing is opened. */
export async function isTaken(io: DiskIo, paths: CommitPaths): Promise<boolean> {
  for (const path of inOrder(paths)) if (await isThere(io, path)) return true
  return false
}

/** What a damaged file gives: nothing; a disk that is gone is told. */
async function orNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!isFault(error) || error.code === 'DISK-GONE') throw error
    return undefined
  }
}

/** Whether a volume, whole or not, begins with packets that this register does not know. */
async function holdsUnknown(io: DiskIo, { read }: Station, path: string): Promise<boolean> {
  const file = await orNothing(() => io.open(path))
  if (!file) return false
  const look = async () => {
    for await (const { name } of walkTar(file.read, file.size)) {
      const id = idOf(name, PACKET_SUFFIX)
      if (id !== undefined && !read.get('SELECT 1 FROM recording WHERE id = ?', [id])) return true
    }
    return false
  }
  try {
    // An unfinished volume ends in the middle; what came before was looked at.
    return (await orNothing(look)) ?? false
  } finally {
    await file.close()
  }
}

/**
 * Whether what lies under an attempt's number is this machine's own, and nothing of it is unknown to the register: only that may be removed.
 * On a medium without a journal the last file that was begun in an earlier presence may be torn and is never read (torn.ts); those before it
 * were on the medium before it was begun. A volume that stands alone there is taken for this machine's own unless others wrote since.
 */
export async function isOurs(state: DiskState, attempt: Attempt, others: boolean): Promise<boolean> {
  const { io, station, volume } = state.engine
  const files = inOrder(state.paths(attempt))
  const there: boolean[] = []
  for (const path of files) there.push(await isThere(io, path))
  const torn = mayBeTorn(volume, attempt.session)
  const last = there.lastIndexOf(true)
  const isReadable = (at: number) => there[at] === true && (at < last || !torn)
  for (const at of [1, 2]) {
    if (!isReadable(at)) continue
    const commit = await orNothing(async () => decodeCommit(await io.readSmall(files[at]!, COMMIT_LIMIT)))
    if (commit) return isWithin(station, commit)
  }
  if (isReadable(0)) return !(await holdsUnknown(io, station, files[0]!))
  return last === -1 || !others
}
