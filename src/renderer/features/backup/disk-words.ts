import type { BackupStatus, Disk, Reminder } from '../../../contract/backup.ts'
import type { Meaning } from '../../ui/theme.ts'

/** The finding of the page in a sentence: what is safe, or what is not. */
export interface Headline {
  readonly meaning: Meaning
  readonly word: 'none' | 'noDisk' | 'onceOnly' | 'oneCopy' | 'unproven' | 'missing' | 'safe'
}

/**
 * What the whole page comes to. Recordings that exist once are a danger, however good the disks are; what was never read back from a
 * medium is not called safe.
 */
export function headline(
  status: Pick<BackupStatus, 'recordings' | 'onceOnly' | 'lastVerifiedAt' | 'disks' | 'reminders'>,
): Headline {
  // Not every recording is on this computer: nothing may say so.
  const isMissing = status.reminders.some(({ code }) => code === 'absent')
  // Nothing is recorded: nothing is proven either.
  if (status.recordings === 0) return { meaning: 'menunggu', word: 'none' }
  if (status.disks.length === 0) return { meaning: 'bahaya', word: 'noDisk' }
  if (status.onceOnly > 0) return { meaning: 'bahaya', word: isMissing ? 'oneCopy' : 'onceOnly' }
  if (status.lastVerifiedAt === null) return { meaning: 'menunggu', word: 'unproven' }
  return isMissing ? { meaning: 'menunggu', word: 'missing' } : { meaning: 'aman', word: 'safe' }
}

/** L0 was only seen through the computer's memory (BACKUP: levels). */
export function isProven(level: Disk['level']): boolean {
  return level === 'L1' || level === 'L2'
}

/** How complete a disk is: `neverRun` before its first commit; `unproven` where some of its copies do not count. */
export function completeness(disk: Pick<Disk, 'lastCommitAt' | 'behind' | 'unproven'>): {
  meaning: Meaning
  word: 'neverRun' | 'behind' | 'unproven' | 'complete'
} {
  if (disk.lastCommitAt === null) return { meaning: 'menunggu', word: 'neverRun' }
  if (disk.behind > 0) return { meaning: 'menunggu', word: 'behind' }
  return disk.unproven > 0 ? { meaning: 'menunggu', word: 'unproven' } : { meaning: 'aman', word: 'complete' }
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
