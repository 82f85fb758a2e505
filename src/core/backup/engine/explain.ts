import { isFault } from '../../../lib/fault.ts'
import type { Volume, VolumeProvider } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import { isSameVolume } from '../disk/identity.ts'

/** What a file system says when the volume below it is gone; a bare mount point says the last two. */
const OF_A_GONE_DISK = new Set(['DISK-GONE', 'DISK-IO', 'FILE-IO', 'FILE-MISSING', 'DISK-READONLY'])

/** A fault of writing as the person at the desk can understand it: pulled out, full, or what it was. */
export async function explain(
  error: unknown,
  provider: VolumeProvider,
  volume: Volume,
  label: string,
): Promise<unknown> {
  if (!isFault(error)) {
    // A call that answers no fault of ours (a closed handle, a thread's own error): whatever fails without its disk, failed by that.
    const now = await provider.at(volume.mount)
    return now && isSameVolume(volume, now) ? error : refuse('BACKUP-UNPLUGGED', { disk: label }, error)
  }
  if (error.code === 'DISK-FULL') return refuse('BACKUP-DISK-FULL', { disk: label }, error)
  if (!OF_A_GONE_DISK.has(error.code)) return error
  const now = await provider.at(volume.mount)
  if (now && isSameVolume(volume, now) && error.code !== 'DISK-GONE') {
    // What was written and acknowledged, and is not there: as bad as reading back differently.
    return error.code === 'FILE-MISSING' ? refuse('BACKUP-READBACK', { disk: label }, error) : error
  }
  return refuse('BACKUP-UNPLUGGED', { disk: label }, error)
}
