import type { Disk } from '../../../contract/backup.ts'
import type { Station } from '../../station.ts'
import type { DiskRow } from '../queries.ts'
import { roomOf } from '../room.ts'
import { fullyCheckedAt, overdueDays } from './campaign.ts'
import { knownVolumes } from './inventory.ts'

const DAY_MS = 86_400_000
/** Bytes a second of a plain USB disk, while this one's own rate is not known. */
const USUAL_RATE = 25_000_000

/**
 * Of a disk that is carried away: for how many days nobody read everything on it, and in how many minutes that is done, where it is due by
 * the same rule as the routine's (BACKUP: monthly or before rotation everything). Null where nothing is.
 * @param overdue as overdueDays
 */
export function unreadOf(
  station: Station,
  row: DiskRow,
  overdue = overdueDays(station, row),
): Disk['unread'] {
  if (row.kind !== 'rotation' || overdue < 0) return null
  const bytes = knownVolumes(station.read, row.id).reduce((sum, volume) => sum + volume.bytes, 0)
  if (bytes === 0) return null
  const since = Date.parse(fullyCheckedAt(station, row.id) ?? row.paired_at)
  const days = Math.floor((station.ports.now().getTime() - since) / DAY_MS)
  const rate = roomOf(station).rates.get(row.id) ?? USUAL_RATE
  return { days: Math.max(0, days), minutes: Math.max(1, Math.ceil(bytes / rate / 60)) }
}
