import type { Station } from '../../station.ts'
import { openList } from './open-list.ts'

/** What the station's resident list is; null where none was imported. RESIDENTS-DAMAGED. */
export function listState(station: Station) {
  const list = openList(station)
  if (!list) return null
  const { residents, importedAt, by, file, left, villages } = list.about
  return { residents, importedAt, by, file, left, villages }
}
