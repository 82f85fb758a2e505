import { recordAct } from '../audit/index.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { volumeAt } from './disk/identity.ts'
import { nodeDisk } from './disk/io.ts'
import { findMarker } from './disk/marker.ts'
import { markerReader } from './own-keys.ts'
import { diskRow } from './queries.ts'
import { unreadOf } from './routine/unread.ts'
import { roomOf } from './room.ts'

/**
 * Lets go of a mounted volume, so that it may be pulled. What is under way on it is broken off and goes on when the disk comes back: a
 * verification at the volume it was at, a backup (BACKUP-LET-GO {disk} to whoever waits for it) behind the last volume that was proven.
 * Answers for how many days nobody read everything on it, where that was due. Faults BACKUP-EJECT-BUSY {disk}, BACKUP-EJECT-UNABLE, BACKUP-MOUNT-MISSING.
 */
export async function ejectDisk(
  station: Station,
  mount: string,
): Promise<{ readonly unread: number | null }> {
  const { volumes } = station.ports
  const volume = await volumeAt(volumes, mount)
  if (!volumes.eject) throw refuse('BACKUP-EJECT-UNABLE')
  const room = roomOf(station)
  const marker = await findMarker(nodeDisk, volume.mount, markerReader(station))
  const disk = marker.found === 'marker' ? diskRow(station.read, marker.marker.disk) : undefined
  const name = disk?.label ?? (volume.label || volume.mount)
  if (disk) room.leaving.add(disk.id)
  try {
    if (disk) await room.endWork(disk.id)
    await volumes.eject({ ...volume, label: name })
    await station.write.transaction((tx) => recordAct(tx, station, 'disk.ejected', disk?.id ?? volume.id))
  } finally {
    if (disk) room.leaving.delete(disk.id)
  }
  station.changed('backup')
  return { unread: (disk && unreadOf(station, disk)?.days) ?? null }
}
