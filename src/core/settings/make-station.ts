import { existsSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Role } from '../../contract/account.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { generateIdentity } from '../../lib/age.ts'
import { shred } from '../../lib/bytes.ts'
import { faultOfErrno } from '../../lib/fault.ts'
import type { PublicKey, SigningKey } from '../../lib/minisign.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { KEY_COST, KEY_FILES, type KeyCost, writeKeyFiles } from '../account/index.ts'
import { createStore, type Store } from '../db/open.ts'
import type { Ports } from '../ports.ts'
import { refuse } from '../refuse.ts'
import type { StationPaths } from '../station.ts'
import { certificateRequest } from './certify.ts'
import { foundStation, type ParentEpoch } from './found.ts'
import { clearScaffold, moveIn, scaffoldOf } from './scaffold.ts'
import { fileCertificate } from './install-certificate.ts'
import { trustedProfile } from './install-profile.ts'

export interface FirstAccount {
  readonly name: string
  readonly role: Role
}

/** Who a new station knows: the first password opens both, until each is given its own. */
export const FIRST_ACCOUNTS: readonly FirstAccount[] = [
  { name: 'penyelia', role: 'penyelia' },
  { name: 'teknisi', role: 'teknisi' },
  { name: 'administrator', role: 'administrator' },
]

export interface NewStation {
  readonly profile: Signed
  /** The Dinas' root, pinned from now on. */
  readonly root: PublicKey
  readonly passphrase: string
  readonly letter?: SigningKey | undefined
  /** FIRST_ACCOUNTS unless given. They get slots; `fill` may bring their rows instead (`rows: false`). */
  readonly accounts?: { readonly list: readonly FirstAccount[]; readonly rows: boolean } | undefined
  /** After a restore: the epoch that the new one goes on from. */
  readonly parent?: ParentEpoch | undefined
  /** Answers the certificate request at once, where the root is at hand (demo). */
  readonly certify?: ((request: Uint8Array) => Signed) | undefined
  /**
   * Brings further rows before the station stands: a restore's. `key` opens the store in a thread of its own; what was written there may
   * wait for the flush of the whole.
   */
  readonly fill?: ((store: Store, epoch: string, key: Uint8Array) => Promise<void>) | undefined
  /** A restored station keeps its state identity, so that the wraps on its other disks still open them. New when not given. */
  readonly stateIdentity?: string | undefined
  /** Lower only in tests. */
  readonly cost?: KeyCost | undefined
}

/** Name of the certificate request in keys/. */
export const REQUEST_FILE = 'request.json'

/** Whether anything of a station lies in the folder. */
export function stationExists(paths: StationPaths): boolean {
  return existsSync(paths.store) || existsSync(join(paths.keys, KEY_FILES.slots))
}

/**
 * Makes a station: keys, store, epoch, certificate request. All of it is built in a scaffold inside the folder and moved in whole,
 * so that after a crash there is no station or a whole one. Faults STATION-EXISTS, PROFILE-UNTRUSTED, ACCOUNT-WEAK-PASSPHRASE and
 * those of writing.
 */
export async function makeStation(
  paths: StationPaths,
  ports: Ports,
  wanted: NewStation,
): Promise<{ epoch: string; certified: boolean }> {
  if (stationExists(paths)) throw refuse('STATION-EXISTS')
  const profile = trustedProfile(wanted.profile, wanted.root)
  await clearScaffold(paths)
  const scaffold = scaffoldOf(paths)
  await mkdir(scaffold.keys, { recursive: true, mode: 0o700 })
  const key = ports.random(32)
  const stateIdentity = wanted.stateIdentity ?? generateIdentity().identity
  const accounts = wanted.accounts ?? { list: FIRST_ACCOUNTS, rows: true }
  try {
    await writeKeyFiles(scaffold.keys, ports, {
      station: profile.station.code,
      key,
      stateIdentity,
      accounts: accounts.list.map(({ name }) => name),
      passphrase: wanted.passphrase,
      recovery: profile.recipients.recovery,
      cost: wanted.cost ?? KEY_COST,
    })
    const epoch = await fillStore(scaffold, ports, { ...wanted, key, stateIdentity })
    await flush(scaffold.store)
    await moveIn(paths)
    return { epoch, certified: wanted.certify !== undefined }
  } finally {
    shred(key)
  }
}

type Filling = NewStation & { key: Uint8Array; stateIdentity: string }

/** The store in the scaffold with its first rows, closed when it returns. Answers the new epoch. */
async function fillStore(scaffold: StationPaths, ports: Ports, of: Filling): Promise<string> {
  const store = createStore(scaffold.store, of.key)
  try {
    const { epoch, request } = await store.write.transaction((tx) => {
      const by = foundStation(tx, ports, {
        profile: of.profile,
        root: of.root,
        stateIdentity: of.stateIdentity,
        letter: of.letter,
        accounts: of.accounts && !of.accounts.rows ? [] : (of.accounts?.list ?? FIRST_ACCOUNTS),
        parent: of.parent,
      })
      const asked = certificateRequest(tx)
      if (of.certify) fileCertificate(tx, by, of.certify(asked))
      return { epoch: by.epoch.id, request: asked }
    })
    await replaceDurably(join(scaffold.keys, REQUEST_FILE), request)
    await of.fill?.(store, epoch, of.key)
    store.checkpoint()
    return epoch
  } finally {
    store.close()
  }
}

/** All of a file is on the disk, whoever wrote it and however. */
async function flush(path: string): Promise<void> {
  try {
    await using file = await open(path, 'r+')
    await file.sync()
  } catch (error) {
    throw faultOfErrno(error, 'fsync', path)
  }
}
