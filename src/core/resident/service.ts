import type { Station } from '../station.ts'
import { cancelImport } from './import/import-list.ts'
import { closeList } from './list/open-list.ts'

/** While a station is open: with it ends an import that runs, and the list's key leaves the memory. */
export function startResidentService(station: Station): () => Promise<void> {
  return async () => {
    await cancelImport(station)
    closeList(station)
  }
}
