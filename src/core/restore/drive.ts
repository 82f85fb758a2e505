import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Signed } from '../../formats/trust/comment.ts'
import { utf8 } from '../../lib/bytes.ts'
import { faultOfErrno, isFault } from '../../lib/fault.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import { readBounded } from '../../lib/read-bounded.ts'
import { decodeSlots, KEY_FILES, openByPassphrase, openByRecovery, type ReadSlots } from '../account/index.ts'
import type { DiskIo } from '../backup/index.ts'
import type { ReadDb } from '../db/handles.ts'
import { localValue } from '../db/local.ts'
import { APPLICATION_ID, SCHEMA, schemaOf } from '../db/migrate.ts'
import { problemsOf, readerOf, type Sqlite } from '../db/sqlite.ts'
import { refuse } from '../refuse.ts'
import { keyLine } from '../settings/index.ts'
import { copyStore, openCopy } from './drive-copy.ts'
import type { Damage, Sources } from './job.ts'

/** A dead PC's own store, opened from a copy; plain data. */
export interface DriveState {
  readonly folder: string
  /** Where the copy lies. */
  readonly copy: string
  /** Database key. */
  readonly key: Uint8Array
  readonly station: string
  readonly epoch: string
  /** Its last change. */
  readonly seq: number
  readonly schema: number
  readonly certificates: readonly Signed[]
  /** The station's own state identity, so that the wraps on its disks go on opening. */
  readonly stateIdentity: string | null
  readonly damaged: readonly Damage[]
}

interface Answers {
  readonly role: string
  readonly disabled: string | null
}

const MAY_OPEN = new Set(['penyelia', 'administrator'])

function roleOf(read: ReadDb, account: string): Answers | undefined {
  return read.get<Answers>('SELECT role, disabled_at AS disabled FROM account WHERE name = ?', [account])
}

/** Slots are a few kilobytes; somebody else's drive may hold anything under their name. */
const SLOTS_BYTES = 1 << 20

async function slotsOf(folder: string): Promise<ReadSlots> {
  const path = join(folder, 'keys', KEY_FILES.slots)
  try {
    return decodeSlots(await readBounded(path, SLOTS_BYTES))
  } catch (error) {
    if (isFault(error)) throw error
    throw refuse('ACCOUNT-SLOTS-DAMAGED', {}, faultOfErrno(error, 'read', path))
  }
}

/** Keys that the secrets open, with the account where a password did. */
async function* keysOf(
  slots: ReadSlots,
  sources: Sources,
): AsyncGenerator<{ key: Uint8Array; account?: string }> {
  const { passphrase, identity } = sources.secrets
  if (identity !== null) yield { key: openByRecovery(slots, identity) }
  if (passphrase === null || identity !== null) return
  let bound: unknown
  for (const { account } of slots.accounts) {
    try {
      yield { key: await openByPassphrase(slots, account, passphrase, null), account }
    } catch (error) {
      if (isFault(error, 'ACCOUNT-OTHER-MACHINE')) bound = error
      else if (!isFault(error, 'ACCOUNT-WRONG-PASSPHRASE')) throw error
    }
  }
  // Whether it is the right one nobody can say: it is mixed with what the dead PC's key store holds.
  if (bound !== undefined) throw bound
}

/** Pages, indices and the cipher's own check, as far as the file lets itself be read. */
function judgeCopy(db: Sqlite): void {
  try {
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw refuse('STORE-DAMAGED')
  } catch (cause) {
    throw isFault(cause) ? cause : refuse('STORE-DAMAGED', {}, cause)
  }
  const found = schemaOf(db)
  if (found > SCHEMA) throw refuse('STORE-NEWER', { found, known: SCHEMA })
}

function certificatesOf(read: ReadDb): Signed[] {
  return read
    .all<{ certificate: string | null; certificate_signature: string | null }>(
      'SELECT certificate, certificate_signature FROM epoch ORDER BY position',
    )
    .flatMap(({ certificate, certificate_signature: signature }) =>
      certificate !== null && signature !== null ? [{ bytes: utf8(certificate), signature }] : [],
    )
}

function stateOf(db: Sqlite, root: string): Omit<DriveState, 'folder' | 'copy' | 'key' | 'damaged'> {
  const read = readerOf(db)
  if (localValue(read, 'root') !== keyLine(parsePublicKey(root))) throw refuse('RESTORE-UNTRUSTED')
  const counter = read.get<{ epoch: string; seq: number }>('SELECT epoch, seq FROM change_counter')
  const own =
    counter && read.get<{ station: string }>('SELECT station FROM epoch WHERE id = ?', [counter.epoch])
  if (!counter || !own) throw refuse('STORE-DAMAGED')
  const state = read.get<{ bytes: Uint8Array }>(
    "SELECT bytes FROM local_secret WHERE name = 'state-identity'",
  )
  return {
    station: own.station,
    epoch: counter.epoch,
    seq: counter.seq,
    schema: schemaOf(db),
    certificates: certificatesOf(read),
    stateIdentity: state ? Buffer.from(state.bytes).toString('utf8') : null,
  }
}

/**
 * Opens the store of a dead PC from a copy in `scratch`: by a supervisor's password or the recovery identity. The drive is only read.
 * Faults RESTORE-DRIVE-NOTHING, RESTORE-WRONG-PASSPHRASE, ACCOUNT-WRONG-IDENTITY, ACCOUNT-OTHER-MACHINE, ACCOUNT-SLOTS-DAMAGED,
 * STORE-DAMAGED, STORE-NEWER, RESTORE-UNTRUSTED where another root is pinned in it, DISK-*.
 */
export async function openDrive(
  io: DiskIo,
  folder: string,
  sources: Sources,
  scratch: string,
): Promise<DriveState> {
  if (!existsSync(join(folder, 'rekam.db'))) throw refuse('RESTORE-DRIVE-NOTHING', { path: folder })
  const slots = await slotsOf(folder)
  const copy = join(resolve(scratch), 'drive.db')
  const lost = await copyStore(io, folder, copy)
  for await (const { key, account } of keysOf(slots, sources)) {
    const db = openCopy(copy, key)
    try {
      judgeCopy(db)
      const state = stateOf(db, sources.root)
      const by = account === undefined ? undefined : roleOf(readerOf(db), account)
      // Any account's password opens the file; only a supervisor's takes the station to another PC.
      if (account !== undefined && (!by || by.disabled !== null || !MAY_OPEN.has(by.role))) continue
      const problems = problemsOf(db, 'quick')
      const damaged = [...(lost > 0 ? [`${lost} bytes unreadable`] : []), ...problems.slice(0, 1)]
      return {
        folder,
        copy,
        key,
        ...state,
        damaged: damaged.map((why) => ({ path: join(folder, 'rekam.db'), why })),
      }
    } catch (error) {
      if (isFault(error)) throw error
      throw refuse('STORE-DAMAGED', {}, error)
    } finally {
      db.close()
    }
  }
  throw refuse('RESTORE-WRONG-PASSPHRASE')
}
