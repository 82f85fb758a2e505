import { parsePublicKey, type PublicKey } from '../../lib/minisign.ts'
import type { Station } from '../station.ts'

/** The station's signing keys of all its epochs, as its own register knows them: certified or not, they are its own. */
export function ownKeys({ read }: Station): PublicKey[] {
  return read
    .all<{ key: string }>('SELECT key FROM epoch ORDER BY position')
    .map(({ key }) => parsePublicKey(key))
}
