import { type Profile, profileCertificates, readProfile } from '../../formats/profile/profile.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { type Trust, trustFrom } from '../../formats/trust/trust.ts'
import { recipientOf } from '../../lib/age.ts'
import { text, utf8 } from '../../lib/bytes.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import type { Topic } from '../../contract/board.ts'
import type { ReadDb } from '../db/handles.ts'
import { localSecret, localValue } from '../db/local.ts'
import type { Store } from '../db/open.ts'
import type { Ports } from '../ports.ts'
import { refuse } from '../refuse.ts'
import type { Actor, Epoch, Station, StationKeys, StationPaths, StationRules } from '../station.ts'
import { unpackSigningKey } from './secret-bytes.ts'

/** What of a station can change while it is open: a newer profile, a certificate. */
interface Standing {
  readonly profile: Profile
  readonly trust: Trust
  readonly keys: StationKeys
  readonly epoch: Epoch
}

/** A station whose standing can be read anew. */
export interface LiveStation extends Station {
  /** After a profile or a certificate was written: what handlers see from now on. */
  reload(): void
}

interface EpochRow {
  id: string
  position: number
  parent: string | null
  parent_head: string | null
  certificate: string | null
  certificate_signature: string | null
}

function profileOf(read: ReadDb): Profile {
  const row = read.get<{ bytes: string }>('SELECT bytes FROM profile ORDER BY serial DESC LIMIT 1')
  if (!row) throw refuse('STORE-DAMAGED')
  return readProfile(utf8(row.bytes))
}

function certificatesOf(profile: Profile, epochs: readonly EpochRow[]): Signed[] {
  const own = epochs.flatMap((row) =>
    row.certificate !== null && row.certificate_signature !== null
      ? [{ bytes: utf8(row.certificate), signature: row.certificate_signature }]
      : [],
  )
  return [...own, ...profileCertificates(profile)]
}

function standingOf(read: ReadDb, key: Uint8Array): Standing {
  const epochs = read.all<EpochRow>('SELECT * FROM epoch ORDER BY position, id')
  const current = read.get<{ epoch: string }>('SELECT epoch FROM change_counter')?.epoch
  const row = epochs.find(({ id }) => id === current)
  const root = localValue(read, 'root')
  const signing = localSecret(read, 'signing')
  const state = localSecret(read, 'state-identity')
  if (!row || !root || !signing || !state) throw refuse('STORE-DAMAGED')
  const letter = localSecret(read, 'letter')
  const profile = profileOf(read)
  const certificates = certificatesOf(profile, epochs)
  return {
    profile,
    trust: trustFrom(parsePublicKey(root), certificates),
    keys: {
      signing: unpackSigningKey(signing),
      letter: letter ? unpackSigningKey(letter) : null,
      stateRecipient: recipientOf(text(state)),
      store: key,
      certificates,
    },
    epoch: { id: row.id, position: row.position, parent: row.parent, parentHead: row.parent_head },
  }
}

/** Assembles what handlers work on from an open store and its key. Fault STORE-DAMAGED where a row is missing that every store has. */
export function openStation(
  store: Store,
  key: Uint8Array,
  paths: StationPaths,
  ports: Ports,
  actor: Actor,
  rules: StationRules,
): LiveStation {
  let standing = standingOf(store.read, key)
  const listeners = new Set<(topic: Topic) => void>()
  return {
    get code() {
      return standing.profile.station.code
    },
    get profile() {
      return standing.profile
    },
    get trust() {
      return standing.trust
    },
    get keys() {
      return standing.keys
    },
    get epoch() {
      return standing.epoch
    },
    paths,
    read: store.read,
    write: store.write,
    checkpoint: () => store.checkpoint(),
    ports,
    actor,
    rules,
    changed(topic) {
      for (const listener of listeners) listener(topic)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reload() {
      standing = standingOf(store.read, key)
    },
  }
}
