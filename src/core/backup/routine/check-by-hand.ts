import type { Station } from '../../station.ts'
import { nodeDisk } from '../disk/io.ts'
import { diskAtHand } from './at-hand.ts'
import { checkDisk } from './check-disk.ts'

export interface Checked {
  /** Volumes that are gone or changed, found just now. */
  readonly alarmed: number
  /** Whether a verification was due, and is done. */
  readonly verified: boolean
}

/** What the routine does to a disk when it comes, for who has no window: inventory, and the verification that is due. BACKUP-NOT-PAIRED. */
export async function checkByHand(station: Station, mount: string): Promise<Checked> {
  const found = await diskAtHand(station, mount, nodeDisk)
  if ('emptied' in found) return { alarmed: found.emptied, verified: false }
  return { alarmed: found.alarmed, verified: await checkDisk(station, found.disk, found.volume) }
}
