import { join } from 'node:path'
import type { DiskIo } from '../../backup/index.ts'
import { openReader } from '../../db/open.ts'
import { compare } from '../drill/compare.ts'
import type { DrillJob, Drilled } from '../drill/rehearse-drill.ts'
import { readThrough } from '../dry-run.ts'
import type { OnProgress } from '../job.ts'
import { StandingPackets } from '../standing-packets.ts'

/**
 * Reads one disk as a restore from it alone would, and holds every packet and every register line against the living station. `folder`
 * takes the registers only. Faults RESTORE-*, STORE-DAMAGED, DISK-*.
 */
export async function proveDisk(
  disk: DiskIo,
  { sources, folder, store, now }: DrillJob,
  onProgress: OnProgress,
): Promise<Drilled> {
  using packets = new StandingPackets(join(folder, 'standing'))
  const through = await readThrough(disk, { sources, folder, now }, packets, onProgress)
  const { plan, store: filled, clock } = through
  const station = openReader(store.path, store.key)
  const restored = openReader(filled.path, filled.key)
  try {
    return { plan, compared: compare(station.read, { read: restored.read, clock: new Map(clock), packets }) }
  } finally {
    restored.close()
    station.close()
  }
}
