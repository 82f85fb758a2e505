import type { VerifyResult } from '../../../contract/backup.ts'
import { formatPublicKey } from '../../../lib/minisign.ts'
import type { Volume, VolumeProvider } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { volumeAt } from '../disk/identity.ts'
import { type Hands, handsInThread } from '../engine/hands.ts'
import { tornOn } from '../engine/torn.ts'
import { explain } from '../engine/explain.ts'
import { recordVerdict } from './ledger.ts'
import type { OwnKey } from './own-trust.ts'
import type { DiskVerdict, VerifyInput, VerifyProgress } from './verify-disk.ts'

export interface VerifyOptions {
  readonly cold?: boolean
  readonly hands?: () => Hands
  readonly onProgress?: (progress: VerifyProgress) => void
}

async function judge(
  volumes: VolumeProvider,
  inputOf: (volume: Volume) => VerifyInput,
  mount: string,
  { hands = handsInThread, onProgress = () => undefined }: VerifyOptions,
): Promise<{ verdict: DiskVerdict; volume: Awaited<ReturnType<typeof volumeAt>> }> {
  const volume = await volumeAt(volumes, mount)
  const own = hands()
  try {
    return { volume, verdict: await own.verify(inputOf(volume), onProgress) }
  } catch (error) {
    throw await explain(error, volumes, volume, volume.label || volume.mount)
  } finally {
    void own.close()
  }
}

function resultOf(verdict: DiskVerdict, cold: boolean): VerifyResult {
  const { sound, origin, commits, volumes, packets, bytes, via, problems, station, lastSequence, head } =
    verdict
  return { sound, origin, commits, volumes, packets, bytes, via, problems, station, cold, lastSequence, head }
}

/** Verifies a disk without any station: the origin is proven only by a root that the verifier brought. Faults as verifyDisk. */
export async function verifyAnywhere(
  volumes: VolumeProvider,
  input: Omit<VerifyInput, 'own'>,
  options: VerifyOptions = {},
): Promise<VerifyResult> {
  const { verdict } = await judge(
    volumes,
    (volume) => ({ ...input, mount: volume.mount, own: [] }),
    input.mount,
    options,
  )
  return resultOf(verdict, false)
}

/** Verifies a disk under the open station's own root and writes what was found into its register. */
export async function verifyForStation(
  station: Station,
  mount: string,
  options: VerifyOptions = {},
): Promise<VerifyResult> {
  const own = station.read.all<OwnKey>('SELECT station, id AS epoch, key FROM epoch ORDER BY position')
  const root = formatPublicKey(station.trust.root)
  const { verdict, volume } = await judge(
    station.ports.volumes,
    (here) => ({
      mount: here.mount,
      root,
      station: null,
      own,
      torn: { station: station.code, ...tornOn(station, here) },
    }),
    mount,
    options,
  )
  return resultOf(verdict, await recordVerdict(station, verdict, volume, options.cold ?? false))
}
