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
    | 'lamp.centreOpen'
    | 'lamp.centreRefusing'
    | 'lamp.centreUnreachable'
    | 'lamp.centreUnknown'
  /** Recordings of this station on the disk, of all. */
  readonly here: number
  readonly all: number
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

/** What the data centre does: one site that takes uploads is enough. Offline is normal here, so never a danger. */
export function centreLamp({ sites }: UploadStatus): Lamp {
  const states = new Set(sites.map(({ state }) => state))
  const none = { here: 0, all: 0 }
  if (states.has('open')) return { meaning: 'aman', word: 'lamp.centreOpen', ...none }
  if (states.has('refusing')) return { meaning: 'menunggu', word: 'lamp.centreRefusing', ...none }
  if (states.has('unreachable')) return { meaning: 'menunggu', word: 'lamp.centreUnreachable', ...none }
  return { meaning: 'menunggu', word: 'lamp.centreUnknown', ...none }
}
