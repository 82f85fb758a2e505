import { join } from 'node:path'
import type { StationPaths } from '../station.ts'

/** Where things lie in a station's folder (src/ARCHITECTURE.md). */
export function stationPaths(folder: string, resources: string): StationPaths {
  return {
    folder,
    store: join(folder, 'rekam.db'),
    packets: join(folder, 'packets'),
    keys: join(folder, 'keys'),
    resources,
  }
}
