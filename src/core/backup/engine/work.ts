import type { Station } from '../../station.ts'
import { choosePackets } from '../choose.ts'
import { diskNotes, type DiskNotes } from '../disk-notes.ts'
import { type CommitRow, hasNews, lastCommit } from '../queries.ts'
import { draftsFingerprint } from './draft-member.ts'

/** Drafts that changed go along at most this often: they are rewritten whole. */
const DRAFTS_EVERY_MS = 10 * 60_000

/** Whether drafts go along if they changed. */
export function areDraftsDue(station: Station, { draftsAt }: DiskNotes): boolean {
  if (draftsAt === null) return true
  const age = station.ports.now().getTime() - Date.parse(draftsAt)
  return age < 0 || age >= DRAFTS_EVERY_MS
}

/** Whether a volume is worth writing: packets, changes that are more than a backup's own register lines, drafts, a first snapshot. */
export function isWorthwhile(
  station: Station,
  disk: string,
  of: { last: CommitRow | undefined; notes: DiskNotes; draftsDue: boolean },
): boolean {
  const { last, notes, draftsDue } = of
  if (!last || last.change_epoch !== station.epoch.id || notes.stateDamaged) return true
  if (hasNews(station.read, last.change_to)) return true
  if (draftsDue && draftsFingerprint(station.read) !== notes.drafts) return true
  return choosePackets(station, disk, notes, new Set(), 1).packets.length > 0
}

/** The same from the register alone, the disk untouched. */
export function hasWork(station: Station, disk: string): boolean {
  const { notes } = diskNotes(station.read, disk)
  const last = lastCommit(station.read, disk)
  return isWorthwhile(station, disk, { last, notes, draftsDue: areDraftsDue(station, notes) })
}
