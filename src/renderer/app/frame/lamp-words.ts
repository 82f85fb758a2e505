import { type BackupStatus, type Disk, isUnprovable } from '../../../contract/backup.ts'
import type { UploadStatus } from '../../../contract/upload.ts'
import type { Meaning } from '../../ui/theme.ts'
import { shownState } from '../../ui/site-state.ts'

/** A lamp of the top bar: words first, colour second. */
export interface Lamp {
  readonly meaning: Meaning
  readonly word:
    | 'lamp.deskNone'
    | 'lamp.deskTrouble'
    | 'lamp.deskTroubleOnce'
    | 'lamp.deskAway'
    | 'lamp.deskAwayOnce'
    | 'lamp.deskSafe'
    | 'lamp.deskBehind'
    | 'lamp.deskUnproven'
    | 'lamp.deskEmpty'
    | 'lamp.deskUnprovable'
    | 'lamp.onceHere'
    | 'lamp.oncePlace'
    | 'lamp.copyAlarm'
    | 'lamp.copyNone'
    | 'lamp.copyToday'
    | 'lamp.copyDays'
  /** Recordings of this station whose copy on the disk counts, of all that it can have: without what left this computer before. */
  readonly here: number
  readonly all: number
  /** Where the people are of whom one device alone knows, if the lamp speaks of them. */
  readonly once?: { readonly word: 'lamp.onceHere' | 'lamp.oncePlace'; readonly people: number }
  /** Since a copy was last verified. */
  readonly days?: number
}

function lacks({ behind, unproven }: Disk): number {
  return behind + unproven
}

/** Whether a copy on it can ever be proven (core: reachesMedium). */
function canProve({ notes }: Disk): boolean {
  return !notes.some(isUnprovable)
}

function rank(disk: Disk): number {
  if (disk.mount === null) return 2
  return disk.problem === null ? 0 : 1
}

/** The desk disk that speaks for all of them: one that is there before one that is not, then the one that lacks least. */
function bestDesk(disks: readonly Disk[]): Disk | undefined {
  return disks
    .filter(({ kind }) => kind === 'desk')
    .toSorted(
      (a, b) => rank(a) - rank(b) || lacks(a) - lacks(b) || Number(canProve(b)) - Number(canProve(a)),
    )[0]
}

/**
 * How safe the desk's own disk makes those who were recorded. Green tells an operator that a resident may go home, so it is green only when
 * the disk is there, lacks nothing, every copy on it counts (core: counts), and nobody exists once. With no disk that takes anything it says
 * how many exist once (BACKUP: desk disk).
 */
export function deskLamp(status: BackupStatus): Lamp {
  const people = status.onceOnlyPeople
  const isMissing = status.reminders.some(({ code }) => code === 'absent')
  const once = { word: isMissing ? 'lamp.oncePlace' : 'lamp.onceHere', people } as const
  const disk = bestDesk(status.disks)
  if (!disk) {
    const none = { here: 0, all: status.recordings }
    return people > 0
      ? { meaning: 'bahaya', word: once.word, ...none, once }
      : { meaning: 'menunggu', word: 'lamp.deskNone', ...none }
  }
  const all = Math.max(0, status.recordings - disk.left)
  const counted = { here: Math.max(0, all - lacks(disk)), all }
  if (disk.mount === null)
    return people > 0
      ? { meaning: 'bahaya', word: 'lamp.deskAwayOnce', ...counted, once }
      : { meaning: 'menunggu', word: 'lamp.deskAway', ...counted }
  if (disk.problem !== null)
    return people > 0
      ? { meaning: 'bahaya', word: 'lamp.deskTroubleOnce', ...counted, once }
      : { meaning: 'bahaya', word: 'lamp.deskTrouble', ...counted }
  // Nothing is on it: nothing is proven, and green would say that there is.
  if (all === 0 && people === 0)
    return {
      meaning: 'menunggu',
      word: canProve(disk) ? 'lamp.deskEmpty' : 'lamp.deskUnprovable',
      ...counted,
    }
  if (disk.behind > 0) return { meaning: 'menunggu', word: 'lamp.deskBehind', ...counted }
  if (disk.unproven > 0) return { meaning: 'menunggu', word: 'lamp.deskUnproven', ...counted }
  return people > 0
    ? { meaning: 'bahaya', word: once.word, ...counted, once }
    : { meaning: 'aman', word: 'lamp.deskSafe', ...counted }
}

const DAY_MS = 86_400_000

/** When a copy was last verified, as coloured as the gravest that a person has to do about copies. An alarm comes before all. */
export function copyLamp(status: BackupStatus, now: number): Lamp {
  const none = { here: 0, all: 0 }
  if (status.alarms.length > 0) return { meaning: 'bahaya', word: 'lamp.copyAlarm', ...none }
  const grades = new Set(status.reminders.map(({ grade }) => grade))
  const graver = grades.has('danger') ? 'bahaya' : 'menunggu'
  if (status.lastVerifiedAt === null) return { meaning: graver, word: 'lamp.copyNone', ...none }
  const days = Math.max(0, Math.floor((now - Date.parse(status.lastVerifiedAt)) / DAY_MS))
  const isFine = days < 2 && !grades.has('danger') && !grades.has('urgent')
  return {
    meaning: isFine ? 'aman' : graver,
    word: days === 0 ? 'lamp.copyToday' : 'lamp.copyDays',
    ...none,
    days,
  }
}

/** The data centre's lamp: every site by name with what it does. */
export interface CentreLamp {
  readonly meaning: Meaning
  /** Sites that do the same stand together: `MMU, Batam`. */
  readonly groups: readonly { readonly names: string; readonly state: ReturnType<typeof shownState> }[]
  /** The station proposes to carry by hand. */
  readonly due: boolean
}

const SHORT: Record<UploadStatus['sites'][number]['code'], string> = { mmu: 'MMU', batam: 'Batam' }

/** What both sites do: one that takes uploads is enough. Offline is normal here, so never a danger; a long refusal asks for a decision. */
export function centreLamp({ sites, proposal }: Pick<UploadStatus, 'sites' | 'proposal'>): CentreLamp {
  const states = [...new Set(sites.map(shownState))]
  const groups = states.map((state) => ({
    state,
    names: sites
      .filter((site) => shownState(site) === state)
      .map(({ code }) => SHORT[code])
      .join(', '),
  }))
  const due = proposal !== null
  return { meaning: states.includes('open') ? 'aman' : due ? 'ganda' : 'menunggu', groups, due }
}
