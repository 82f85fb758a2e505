import type { PublicKey } from '../../lib/minisign.ts'
import { ownSigners } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import type { MarkerReader } from './disk/marker.ts'

/** The station's signing keys of all its epochs, as its own register knows them: certified or not, they are its own. */
export function ownKeys(station: Station): PublicKey[] {
  return ownSigners(station).map(({ key }) => key)
}

/** The station as a reader of markers (disk/marker.ts). */
export function markerReader(station: Station): MarkerReader {
  return { station: station.code, keys: ownKeys(station) }
}
