import type { Station } from '../../station.ts'
import { volumeAt } from '../disk/identity.ts'
import { nodeDisk } from '../disk/io.ts'
import { findMarker } from '../disk/marker.ts'
import { judgeVolume } from '../drives.ts'
import { markerReader } from '../own-keys.ts'
import { diskRow } from '../queries.ts'
import { refuse } from '../../refuse.ts'
import { checkDisk } from './check-disk.ts'
import { noteEmptied, takeInventory } from './inventory.ts'

export interface Checked {
  /** Volumes that are gone or changed, found just now. */
  readonly alarmed: number
  /** Whether a verification was due, and is done. */
  readonly verified: boolean
}

/** What the routine does to a disk when it comes, for who has no window: inventory, and the verification that is due. BACKUP-NOT-PAIRED. */
export async function checkByHand(station: Station, mount: string): Promise<Checked> {
  const volume = await volumeAt(station.ports.volumes, mount)
  const marker = await findMarker(nodeDisk, volume.mount, markerReader(station))
  const judged = await judgeVolume(station, volume, marker)
  const emptied =
    marker.found === 'none' || judged.state === 'foreign' ? await noteEmptied(station, volume) : 0
  if (emptied > 0) return { alarmed: emptied, verified: false }
  const disk = judged.state === 'paired' ? diskRow(station.read, judged.disk) : undefined
  if (!disk) throw refuse('BACKUP-NOT-PAIRED')
  const alarmed = await takeInventory(station, disk, volume, nodeDisk)
  return { alarmed, verified: await checkDisk(station, disk, volume) }
}
