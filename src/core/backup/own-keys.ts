import { parsePublicKey, type PublicKey } from '../../lib/minisign.ts'
import type { Station } from '../station.ts'
import type { MarkerReader } from './disk/marker.ts'

/** The station's signing keys of all its epochs, as its own register knows them: certified or not, they are its own. */
export function ownKeys({ read }: Station): PublicKey[] {
  return read
    .all<{ key: string }>('SELECT key FROM epoch ORDER BY position')
    .map(({ key }) => parsePublicKey(key))
}

/** The station as a reader of markers (disk/marker.ts). */
export function markerReader(station: Station): MarkerReader {
  return { station: station.code, keys: ownKeys(station) }
}
