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

export type Work =
  /** Somebody exists once only until this is done. */
  | 'packets'
  /** Registers, audit, drafts, or a first snapshot. */
  | 'state'
  | 'none'

/** What there is for a disk. A backup's own register lines are nothing. */
export function workFor(
  station: Station,
  disk: string,
  of: { last: CommitRow | undefined; notes: DiskNotes; draftsDue: boolean },
): Work {
  const { last, notes, draftsDue } = of
  if (choosePackets(station, disk, notes, new Set(), { limit: 1 }).packets.length > 0) return 'packets'
  if (!last || last.change_epoch !== station.epoch.id || notes.stateDamaged) return 'state'
  if (hasNews(station.read, last.change_to)) return 'state'
  return draftsDue && draftsFingerprint(station.read) !== notes.drafts ? 'state' : 'none'
}

/** The same from the register alone, the disk untouched; `since` is how many milliseconds ago the disk was last written to. */
export function workByRegister(station: Station, disk: string): { work: Work; since: number } {
  const { notes } = diskNotes(station.read, disk)
  const last = lastCommit(station.read, disk)
  const work = workFor(station, disk, { last, notes, draftsDue: areDraftsDue(station, notes) })
  const since = last ? station.ports.now().getTime() - Date.parse(last.at) : Number.POSITIVE_INFINITY
  // A clock that was set back says nothing about how long ago that was.
  return { work, since: since < 0 ? Number.POSITIVE_INFINITY : since }
}
