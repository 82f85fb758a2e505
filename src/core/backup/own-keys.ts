import { parsePublicKey, type PublicKey } from '../../lib/minisign.ts'
import type { Station } from '../station.ts'
import type { MarkerReader } from './disk/marker.ts'
import type { Signer } from './engine/types.ts'

/** The station's signing keys of all its epochs, as its own register knows them: certified or not, they are its own. */
export function ownSigners({ read }: Pick<Station, 'read'>): Signer[] {
  return read
    .all<{ id: string; key: string }>('SELECT id, key FROM epoch ORDER BY position')
    .map(({ id, key }) => ({ epoch: id, key: parsePublicKey(key) }))
}

/** The same, whatever their epochs. */
export function ownKeys(station: Station): PublicKey[] {
  return ownSigners(station).map(({ key }) => key)
}

/** The station as a reader of markers (disk/marker.ts). */
export function markerReader(station: Station): MarkerReader {
  return { station: station.code, keys: ownKeys(station) }
}
