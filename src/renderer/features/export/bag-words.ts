import type { Drive } from '../../../contract/backup.ts'
import type { Bag } from '../../../contract/export.ts'
import type { Meaning } from '../../ui/theme.ts'

/** How a bag's state is shown. An answer that does not cover all packets is still waited for. */
export function bagMeaning({
  state,
  answered,
  packets,
}: Pick<Bag, 'state' | 'answered' | 'packets'>): Meaning {
  if (state === 'lost') return 'bahaya'
  return state === 'answered' && answered >= packets ? 'aman' : 'menunggu'
}

/** Where a bag can go: drives that take files, the roomiest first. The station's own backup disks are left alone. */
export function bagTargets(drives: readonly Drive[]): Drive[] {
  return drives
    .filter(({ state }) => state === 'unknown' || state === 'foreign')
    .toSorted((a, b) => b.free - a.free)
}

/** A little more than the packets: manifests, signature, letter. */
const AROUND = 2_000_000

/** Whether a bag of so many bytes fits. */
export function fits(free: number, bytes: number): boolean {
  return free >= bytes + AROUND
}

/** The last part of a folder's path, as a list can show it. */
export function folderName(folder: string): string {
  return folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder
}
