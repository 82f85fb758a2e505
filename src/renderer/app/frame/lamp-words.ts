import type { BackupStatus, Disk } from '../../../contract/backup.ts'
import type { UploadStatus } from '../../../contract/upload.ts'
import type { Meaning } from '../../ui/theme.ts'

/** A lamp of the top bar: words first, colour second. */
export interface Lamp {
  readonly meaning: Meaning
  readonly word:
    | 'lamp.deskNone'
    | 'lamp.deskTrouble'
    | 'lamp.deskAway'
    | 'lamp.deskSafe'
    | 'lamp.deskBehind'
    | 'lamp.copyAlarm'
    | 'lamp.copyNone'
    | 'lamp.copyToday'
    | 'lamp.copyDays'
  /** Recordings of this station on the disk, of all. */
  readonly here: number
  readonly all: number
  /** Since a copy was last verified. */
  readonly days?: number
}

function rank(disk: Disk): number {
  if (disk.mount === null) return 2
  return disk.problem === null ? 0 : 1
}

/** How well the desk's own disk keeps up: the best of the desk disks speaks for them. */
export function deskLamp(status: BackupStatus): Lamp {
  const all = status.recordings
  const [disk] = status.disks.filter(({ kind }) => kind === 'desk').toSorted((a, b) => rank(a) - rank(b))
  if (!disk) return { meaning: 'menunggu', word: 'lamp.deskNone', here: 0, all }
  const here = Math.max(0, all - disk.behind)
  if (disk.mount === null) {
    return { meaning: disk.behind > 0 ? 'bahaya' : 'menunggu', word: 'lamp.deskAway', here, all }
  }
  if (disk.problem !== null) return { meaning: 'bahaya', word: 'lamp.deskTrouble', here, all }
  return disk.behind > 0
    ? { meaning: 'menunggu', word: 'lamp.deskBehind', here, all }
    : { meaning: 'aman', word: 'lamp.deskSafe', here, all }
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
  readonly groups: readonly { readonly names: string; readonly state: SiteState }[]
  /** The station proposes to carry by hand. */
  readonly due: boolean
}

type SiteState = UploadStatus['sites'][number]['state']

const SHORT: Record<UploadStatus['sites'][number]['code'], string> = { mmu: 'MMU', batam: 'Batam' }

/** What both sites do: one that takes uploads is enough. Offline is normal here, so never a danger; a long refusal asks for a decision. */
export function centreLamp({ sites, proposal }: Pick<UploadStatus, 'sites' | 'proposal'>): CentreLamp {
  const states = [...new Set(sites.map(({ state }) => state))]
  const groups = states.map((state) => ({
    state,
    names: sites
      .filter((site) => site.state === state)
      .map(({ code }) => SHORT[code])
      .join(', '),
  }))
  const due = proposal !== null
  return { meaning: states.includes('open') ? 'aman' : due ? 'ganda' : 'menunggu', groups, due }
}
