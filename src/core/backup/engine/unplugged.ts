import { isFault } from '../../../lib/fault.ts'
import type { Volume, VolumeProvider } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import { isSameVolume } from '../disk/identity.ts'

/**
 * Runs work on a volume and gives up as soon as the volume is gone, even where the system would hold the work for minutes. Faults
 * BACKUP-UNPLUGGED {disk}, and when `signal` says so its reason if that is a fault, else BACKUP-STOPPED; the work itself may still end later, its result is nobody's.
 */
export async function whilePlugged<T>(
  provider: VolumeProvider,
  volume: Volume,
  label: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const gone = Promise.withResolvers<never>()
  const abort = () => gone.reject(isFault(signal?.reason) ? signal.reason : refuse('BACKUP-STOPPED'))
  signal?.addEventListener('abort', abort)
  const look = async () => {
    const now = await provider.at(volume.mount)
    if (!now || !isSameVolume(volume, now)) gone.reject(refuse('BACKUP-UNPLUGGED', { disk: label }))
  }
  const stop = provider.watch(() => void look().catch((error: unknown) => gone.reject(error)))
  try {
    return await Promise.race([work(), gone.promise])
  } finally {
    stop()
    signal?.removeEventListener('abort', abort)
  }
}
