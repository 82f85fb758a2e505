import { refuse } from '../../refuse.ts'
import type { Volume, VolumeProvider } from '../../ports.ts'

/** The volume mounted there now. Fault BACKUP-MOUNT-MISSING for a bare folder. */
export async function volumeAt(provider: VolumeProvider, mount: string): Promise<Volume> {
  const volume = await provider.at(mount)
  if (!volume) throw refuse('BACKUP-MOUNT-MISSING', { mount })
  return volume
}

/** Whether two answers speak of one volume in one presence. */
export function isSameVolume(a: Volume, b: Volume): boolean {
  return a.mount === b.mount && a.id === b.id && a.dev === b.dev && a.session === b.session
}

/**
 * Asked before every file: the volume that the run began with is still mounted there. Fault BACKUP-UNPLUGGED {disk}.
 * Gives the volume with its free space as of now.
 */
export async function sameVolume(provider: VolumeProvider, volume: Volume, label: string): Promise<Volume> {
  const now = await provider.at(volume.mount)
  if (!now || !isSameVolume(volume, now)) throw refuse('BACKUP-UNPLUGGED', { disk: label })
  return now
}
