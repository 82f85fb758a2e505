/**
 * What a power cut or an unplugging leaves on a file system without a journal. A file's name may be on the medium while its clusters are
 * still marked free: to read past its first cluster, or to remove it, makes the kernel set the whole volume read-only; and once a new file
 * has got these clusters, removing the old one, or a repair by stock tools, takes them from the new one. So what was begun in an earlier
 * presence of such a medium is never read. It is removed before the next byte is written; where that made the volume read-only, it is
 * mounted again. What cannot be removed is given up: its numbers are never used again, and the next commit says so (formats/commit:
 * abandoned). So is at once, untouched, what lies in a folder that was new then: a look at a torn folder frees its cluster and makes the
 * volume read-only. Measured on the kernel's own vfat (decision 0010).
 */
import { isFault } from '../../../lib/fault.ts'
import { removeDurably } from '../../../lib/write-durably.ts'
import type { Volume } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { type DiskNotes, diskNotes } from '../disk-notes.ts'
import type { Torn } from '../disk/survey.ts'
import type { DiskState } from './disk-state.ts'
import { type Attempt, filesOf } from './orphans.ts'
import { refuse } from '../../refuse.ts'

/** File systems that a cut leaves whole by themselves. */
const WITH_JOURNAL = new Set(['ext3', 'ext4', 'xfs', 'btrfs', 'f2fs', 'apfs', 'hfs', 'refs', 'ntfs', 'tmpfs'])

/** Whether who serves it keeps a journal: FUSE daemons and ntfs3 keep none, for an NTFS either. */
function hasJournal({ fs, driver = fs }: Pick<Volume, 'fs' | 'driver'>): boolean {
  return WITH_JOURNAL.has(fs) && driver !== 'ntfs3' && !driver.startsWith('fuse')
}

/** Whether files that were begun in a presence of the medium may be torn in this one. While it stayed, the kernel knows better. */
export function mayBeTorn(volume: Pick<Volume, 'fs' | 'driver' | 'session'>, begunIn: string): boolean {
  return !hasJournal(volume) && (volume.session === undefined || volume.session !== begunIn)
}

/** A folder is known to be whole once a commit of this disk lies in it: it was made durable before the first file in it. */
export function holdsCommits({ read }: Pick<Station, 'read'>, disk: string, month: string): boolean {
  return read.get('SELECT 1 FROM disk_commit WHERE disk = ? AND month = ?', [disk, month]) !== undefined
}

/** The folders that get nothing more: those of torn attempts join them when nothing else proves these. */
function shunnedWith({ engine, notes }: DiskState, torn: readonly Attempt[]): string[] {
  const { station, disk } = engine
  const folders = torn.map(({ month }) => month).filter((month) => !holdsCommits(station, disk.id, month))
  return [...new Set([...notes.shunned, ...folders])]
}

/** The notes with attempts given up for good. */
export function givenUp(state: DiskState, torn: readonly Attempt[]): DiskNotes {
  const { notes } = state
  return {
    ...notes,
    attempts: notes.attempts.filter((one) => !torn.includes(one)),
    torn: [...notes.torn, ...torn],
    shunned: shunnedWith(state, torn),
  }
}

async function removeFiles(state: DiskState, torn: readonly Attempt[]): Promise<void> {
  const { io, station, volume } = state.engine
  const where = { fs: io.fs, root: state.target.mount, device: state.target.device }
  for (const path of torn.flatMap((one) => filesOf(volume.mount, station.code, one))) {
    try {
      await removeDurably(path, where)
    } catch (error) {
      // Read-only by now, or a folder that cannot be read: whatever is not gone is found again after the mount.
      if (!isFault(error) || !['DISK-READONLY', 'DISK-IO', 'FILE-IO'].includes(error.code)) throw error
    }
  }
}

/** Whether the volume takes writes; mounted again where it does not. Fault BACKUP-DISK-TIDIED {disk} where only a person can do that. */
export async function writable(state: DiskState): Promise<void> {
  const { station, volume, disk } = state.engine
  if (!(await state.same()).readonly) return
  if (!(await station.ports.volumes.remount(volume))) throw refuse('BACKUP-DISK-TIDIED', { disk: disk.label })
  if ((await state.same()).readonly) throw refuse('BACKUP-DISK-TIDIED', { disk: disk.label })
}

/**
 * Removes what this machine itself began and what may be torn by now; gives up what lies in a folder that may be torn itself, and what was
 * to be removed once before and still is.
 */
export async function clearTorn(state: DiskState): Promise<void> {
  const { station, volume, disk } = state.engine
  const now = volume.session ?? ''
  const found = state.notes.attempts.filter(({ session }) => mayBeTorn(volume, session))
  if (found.length === 0) return
  const stuck = found.filter(
    ({ removing, month }) =>
      (removing !== undefined && removing !== now) || !holdsCommits(station, disk.id, month),
  )
  const torn = found.filter((one) => !stuck.includes(one)).map((one) => ({ ...one, removing: now }))
  const rest = state.notes.attempts.filter((one) => !found.includes(one))
  await state.note({ ...givenUp(state, stuck), attempts: [...rest, ...torn] })
  state.taken = Math.max(state.taken, ...torn.map(({ sequence }) => sequence))
  for (let turn = 0; turn < 2; turn++) {
    await removeFiles(state, torn)
    await writable(state)
  }
  await state.note({ ...state.notes, attempts: rest })
}

/** The kernel set the volume read-only under our hands: whatever made it do so lies where we were writing, so the next run writes elsewhere. */
export async function shun(state: DiskState, month: string): Promise<void> {
  if (hasJournal(state.engine.volume)) return
  await state.note({ ...state.notes, shunned: [...new Set([...state.notes.shunned, month])] })
}

/** What this station began on the disk that is mounted there, and what nothing may open. */
export function tornOn(station: Station, volume: Volume): Torn {
  const disks = station.read.all<{ id: string }>("SELECT id FROM disk WHERE fs_id = ? AND fs_id <> ''", [
    volume.id,
  ])
  const places: Attempt[] = []
  const months: string[] = []
  for (const { id } of disks) {
    const { attempts, torn, shunned } = diskNotes(station.read, id).notes
    places.push(...torn, ...attempts.filter(({ session }) => mayBeTorn(volume, session)))
    months.push(...shunned.filter((month) => !holdsCommits(station, id, month)))
  }
  return { places, months }
}
