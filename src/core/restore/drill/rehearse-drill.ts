import { join } from 'node:path'
import type { RestorePlan } from '../../../contract/restore.ts'
import type { DiskIo } from '../../backup/index.ts'
import { openReader } from '../../db/open.ts'
import { rehearse } from '../dry-run.ts'
import type { OnProgress, Sources } from '../job.ts'
import { meter } from '../meter.ts'
import { StandingPackets } from '../standing-packets.ts'
import { compare, type Compared, standingIn } from './compare.ts'

export interface DrillJob {
  readonly sources: Sources
  /** Thrown away afterwards by the caller. */
  readonly folder: string
  readonly store: { readonly path: string; readonly key: Uint8Array }
  readonly now: string
}

export interface Drilled {
  readonly plan: RestorePlan
  readonly compared: Compared
}

/** Restores into a folder and holds what stands there against the living station. Faults RESTORE-*, STORE-DAMAGED, DISK-*. */
export async function rehearseDrill(
  disk: DiskIo,
  { sources, folder, store, now }: DrillJob,
  onProgress: OnProgress,
): Promise<Drilled> {
  const { plan, store: filled, clock } = await rehearse(disk, { sources, folder, now }, onProgress)
  const station = openReader(store.path, store.key)
  const restored = openReader(filled.path, filled.key)
  try {
    const told = meter('compare', plan.bytes, onProgress)
    using packets = new StandingPackets(join(folder, 'scratch'))
    await standingIn(folder, packets, (bytes) => told.add(bytes))
    return { plan, compared: compare(station.read, { read: restored.read, clock: new Map(clock), packets }) }
  } finally {
    restored.close()
    station.close()
  }
}
