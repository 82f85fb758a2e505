import type { Volume } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { volumeAt } from '../disk/identity.ts'
import type { DiskIo } from '../disk/io.ts'
import { findMarker } from '../disk/marker.ts'
import { isEmptied, judgeVolume } from '../drives.ts'
import { markerReader } from '../own-keys.ts'
import { type DiskRow, diskRow } from '../queries.ts'
import { noteEmptied, takeInventory } from './inventory.ts'

/** A disk that a person points at, looked over as when it comes. */
export interface AtHand {
  readonly volume: Volume
  readonly disk: DiskRow
  /** Volumes that are gone or changed, found just now. */
  readonly alarmed: number
}

/** What a volume is: a paired disk of ours, or the file system of one of which so many volumes are gone with its marker, which is told on the way. */
export async function lookOver(
  station: Station,
  volume: Volume,
  io: DiskIo,
): Promise<{ readonly disk: DiskRow | undefined; readonly emptied: number }> {
  const marker = await findMarker(io, volume.mount, markerReader(station))
  const judged = await judgeVolume(station, volume, marker, io)
  const emptied = isEmptied(marker, judged) ? await noteEmptied(station, volume, io) : 0
  return { disk: judged.state === 'paired' ? diskRow(station.read, judged.disk) : undefined, emptied }
}

/** The paired disk at a mount point after its inventory; or how many volumes are gone with its marker. BACKUP-NOT-PAIRED. */
export async function diskAtHand(
  station: Station,
  mount: string,
  io: DiskIo,
): Promise<AtHand | { readonly emptied: number }> {
  const volume = await volumeAt(station.ports.volumes, mount)
  const { disk, emptied } = await lookOver(station, volume, io)
  if (emptied > 0) return { emptied }
  if (!disk) throw refuse('BACKUP-NOT-PAIRED')
  return { volume, disk, alarmed: await takeInventory(station, disk, volume, io) }
}
