import type { Station } from '../../station.ts'
import { nodeDisk } from '../disk/io.ts'
import { diskAtHand } from './at-hand.ts'
import { checkDisk } from './check-disk.ts'
import { readAll } from './read-all.ts'

export interface Checked {
  /** Volumes that are gone or changed, found just now. */
  readonly alarmed: number
  /** Whether a verification was due or asked for, and is done. */
  readonly verified: boolean
}

/** What the routine does to a disk when it comes, for who has no window: inventory, and the verification that is due; with `all` of everything, due or not. BACKUP-NOT-PAIRED. */
export async function checkByHand(station: Station, mount: string, all = false): Promise<Checked> {
  const found = await diskAtHand(station, mount, nodeDisk)
  if ('emptied' in found) return { alarmed: found.emptied, verified: false }
  if (all) return { alarmed: found.alarmed, verified: (await readAll(station, mount)).finished }
  return { alarmed: found.alarmed, verified: await checkDisk(station, found.disk, found.volume) }
}
