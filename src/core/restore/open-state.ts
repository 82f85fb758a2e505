import { join } from 'node:path'
import { decrypt } from '../../lib/age.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { identityIn } from '../account/index.ts'
import { type DiskIo, PAPERS, stationPath } from '../backup/index.ts'
import { refuse } from '../refuse.ts'
import type { Gathered } from './gather.ts'
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
 * Opens a wrap of the station-state key on any of the disks: by the recovery identity, else by the supervisor's password. The living
 * station that asks has its own, and a dead PC's store brings its own. Fault RESTORE-WRONG-PASSPHRASE when none opens.
 */
export async function openState(
  io: DiskIo,
  sources: Sources,
  { station, drive }: Pick<Gathered, 'station' | 'drive'>,
): Promise<StateKeys> {
  const { passphrase, identity, own } = sources.secrets
  const given = [own, drive?.stateIdentity].filter((one) => typeof one === 'string')
  if (identity !== null) {
    const sealed = await wraps(io, sources, station, [PAPERS.stateRecovery])
    const opened = sealed
      .map((wrap) => unwrap(wrap, { identities: [identity] }))
      .find((one) => one !== undefined)
    return { identities: distinct([...given, opened, identity]), own: given[0] ?? opened ?? null }
  }
  // Keyboards of different systems spell one letter in several ways; the wrap was made from this form.
  const spelt = (passphrase ?? '').normalize('NFKC')
  const names = spelt === '' ? [] : [PAPERS.stateKey, PAPERS.stateKeyCopy]
  for (const wrap of given.length > 0 ? [] : await wraps(io, sources, station, names)) {
    const opened = unwrap(wrap, { passphrase: spelt })
    if (opened) return { identities: [opened], own: opened }
  }
  if (given.length === 0) throw refuse('RESTORE-WRONG-PASSPHRASE')
  return { identities: distinct(given), own: given[0] ?? null }
}

function distinct(identities: readonly (string | undefined)[]): string[] {
  return [...new Set(identities.filter((one) => one !== undefined))]
}
