import { type BackupStatus, type Disk, isUnprovable, type Reminder } from '../../../contract/backup.ts'
import type { Meaning } from '../../ui/theme.ts'

/** The finding of the page in a sentence: what is safe, or what is not. */
export interface Headline {
  readonly meaning: Meaning
  readonly word:
    | 'none'
    | 'noDisk'
    | 'onceOnly'
    | 'oneCopy'
    | 'unproven'
    | 'received'
    | 'missing'
    | 'kept'
    | 'safe'
}

type Held = Pick<Disk, 'behind' | 'left'>

/**
 * What the whole page comes to. Recordings that exist once are a danger, however good the disks are; what was never read back from a
 * medium is not called safe.
 */
export function headline(
  status: Pick<BackupStatus, 'recordings' | 'left' | 'onceOnly' | 'lastVerifiedAt' | 'reminders'> & {
    readonly disks: readonly Held[]
  },
): Headline {
  // Not every recording is on this computer: nothing may say so.
  const isMissing = status.reminders.some(({ code }) => code === 'absent')
  // Nothing is recorded: nothing is proven either.
  if (status.recordings === 0) return { meaning: 'menunggu', word: 'none' }
  if (status.onceOnly > 0) {
    if (status.disks.length === 0) return { meaning: 'bahaya', word: 'noDisk' }
    return { meaning: 'bahaya', word: isMissing ? 'oneCopy' : 'onceOnly' }
  }
  // The centre's receipt is a place too (core: isOnceOnly): not all of it need be on a disk.
  const isOnDisk = status.disks.some(({ behind, left }) => behind === 0 && left === 0)
  if (status.lastVerifiedAt === null) return { meaning: 'menunggu', word: isOnDisk ? 'unproven' : 'received' }
  if (isMissing) return { meaning: 'menunggu', word: 'missing' }
  return { meaning: 'aman', word: isOnDisk && status.left === 0 ? 'safe' : 'kept' }
}

/** L0 was only seen through the computer's memory (BACKUP: levels). */
export function isProven(level: Disk['level']): boolean {
  return level === 'L1' || level === 'L2'
}

/**
 * How complete a disk is: `neverRun` before its first commit; `unproven` where some of its copies do not count, `stale` where each was read back, but longer ago than the policy's days; `empty` while no recording
 * is on it, `unprovable` where no copy ever will count; `allHere` where it has all that has not left this computer before.
 */
export function completeness(
  disk: Pick<Disk, 'lastCommitAt' | 'packets' | 'level' | 'behind' | 'left' | 'unproven' | 'notes'>,
): {
  meaning: Meaning
  word: 'neverRun' | 'behind' | 'unproven' | 'stale' | 'empty' | 'unprovable' | 'allHere' | 'complete'
} {
  if (disk.lastCommitAt === null) return { meaning: 'menunggu', word: 'neverRun' }
  if (disk.behind > 0) return { meaning: 'menunggu', word: 'behind' }
  if (disk.unproven > 0) return { meaning: 'menunggu', word: isProven(disk.level) ? 'stale' : 'unproven' }
  if (disk.packets === 0)
    return { meaning: 'menunggu', word: disk.notes.some(isUnprovable) ? 'unprovable' : 'empty' }
  return { meaning: 'aman', word: disk.left > 0 ? 'allHere' : 'complete' }
}

/** A due day to come and one that is over are told apart, and a disk that is full today from one that will be. */
export function reminderWord(code: Reminder['code'], days: number): Reminder['code'] | 'dueSoon' | 'fullNow' {
  if (code === 'full' && days === 0) return 'fullNow'
  return code === 'due' && days <= 0 ? 'dueSoon' : code
}

/** `Disk A`, `Disk B`, ...: the first letter that no disk has. */
export function nextLabel(labels: readonly string[]): string {
  const taken = new Set(labels.map((label) => label.trim().toLowerCase()))
  for (let code = 65; code <= 90; code++) {
    const label = `Disk ${String.fromCodePoint(code)}`
    if (!taken.has(label.toLowerCase())) return label
  }
  return `Disk ${labels.length + 1}`
}

/** The kind that a new disk most likely is: every desk needs one of its own first. */
export function likelyKind(disks: readonly Pick<Disk, 'kind'>[]): Disk['kind'] {
  return disks.some(({ kind }) => kind === 'desk') ? 'rotation' : 'desk'
}

/** What a run does just now, by the phase that the engine names. */
export function phaseWord(phase: string): 'start' | 'write' | 'readBack' | 'paused' {
  if (phase === 'read-back') return 'readBack'
  return phase === 'write' || phase === 'paused' ? phase : 'start'
}

/** What is being read of a disk just now; what was only just asked for is all of it. */
export function readingWord(
  work: Disk['checking'],
): 'backup.verifying' | 'backup.checking' | 'backup.checkingPaused' {
  if (work?.phase === 'paused') return 'backup.checkingPaused'
  return work?.phase === 'verify' ? 'backup.checking' : 'backup.verifying'
}
