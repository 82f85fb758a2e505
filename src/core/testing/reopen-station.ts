import { join } from 'node:path'
import { openStore, type Store } from '../db/open.ts'
import { type LiveStation, openStation } from '../settings/open-station.ts'
import { stationPaths } from '../settings/station-folder.ts'
import { stationRules } from '../station-rules.ts'
import { type FakePorts, fakePorts } from './fake-ports.ts'

/**
 * Opens the folder of a test station whose store was closed, or whose process was killed. Another `seed` gives other ids than the runs
 * before.
 */
export function reopenStation(
  folder: string,
  key: Uint8Array,
  seed: string,
): { station: LiveStation; store: Store; ports: FakePorts } {
  const ports = fakePorts({ seed, start: '2026-11-23T02:00:00.000Z' })
  const paths = stationPaths(folder, join(import.meta.dirname, '../../../resources'))
  const store = openStore(paths.store, key)
  const actor = { account: 'operator', role: 'operator' } as const
  return { station: openStation(store, key, paths, ports, actor, stationRules), store, ports }
}
