import { join } from 'node:path'
import { decrypt } from '../../lib/age.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { identityIn } from '../account/index.ts'
import { type DiskIo, PAPERS, stationPath } from '../backup/index.ts'
import { refuse } from '../refuse.ts'
import type { Sources } from './job.ts'

/** What opens the state: identities for reading, and the station's own one where a wrap of it could be opened. */
export interface StateKeys {
  readonly identities: readonly string[]
  readonly own: string | null
}

const WRAP_LIMIT = 64 << 10
/** Errors that mean 'not this wrap': another password, another recipient, or a damaged file. */
const NOT_THIS = new Set([
  'AGE-PASSPHRASE',
  'AGE-NO-IDENTITY',
  'AGE-DAMAGED',
  'AGE-NOT-AGE',
  'BYTES-MALFORMED',
])

async function wraps(
  io: DiskIo,
  sources: Sources,
  station: string,
  names: readonly string[],
): Promise<Uint8Array[]> {
  const found: Uint8Array[] = []
  for (const mount of sources.disks) {
    for (const name of names) {
      try {
        found.push(await io.readSmall(join(stationPath(mount, station), name), WRAP_LIMIT))
      } catch (error) {
        if (!isFault(error) || error.code === 'DISK-GONE') throw error
      }
    }
  }
  return found
}

function unwrap(sealed: Uint8Array, by: Parameters<typeof decrypt>[1]): string | undefined {
  try {
    return identityIn(text(decrypt(sealed, by)))
  } catch (error) {
    if (isFault(error) && NOT_THIS.has(error.code)) return undefined
    throw error
  }
}

/**
 * Opens a wrap of the station-state key on any of the disks: by the recovery identity, else by the supervisor's password. Fault
 * RESTORE-WRONG-PASSPHRASE when none opens.
 */
export async function openState(io: DiskIo, sources: Sources, station: string): Promise<StateKeys> {
  const { passphrase, identity } = sources.secrets
  if (identity !== null) {
    const sealed = await wraps(io, sources, station, [PAPERS.stateRecovery])
    const own = sealed.map((wrap) => unwrap(wrap, { identities: [identity] })).find(Boolean)
    return { identities: own ? [own, identity] : [identity], own: own ?? null }
  }
  // Keyboards of different systems spell one letter in several ways; the wrap was made from this form.
  const spelt = (passphrase ?? '').normalize('NFKC')
  for (const wrap of await wraps(io, sources, station, [PAPERS.stateKey, PAPERS.stateKeyCopy])) {
    const own = unwrap(wrap, { passphrase: spelt })
    if (own) return { identities: [own], own }
  }
  throw refuse('RESTORE-WRONG-PASSPHRASE')
}
