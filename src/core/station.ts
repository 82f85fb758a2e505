import type { Role } from '../contract/account.ts'
import type { Topic } from '../contract/board.ts'
import type { Profile } from '../formats/profile/profile.ts'
import type { Signed } from '../formats/trust/comment.ts'
import type { Trust } from '../formats/trust/trust.ts'
import type { SigningKey } from '../lib/minisign.ts'
import type { ReadDb, WriteDb, WriteTx } from './db/handles.ts'
import type { Ports } from './ports.ts'

/** Absolute paths inside the station's folder. */
export interface StationPaths {
  readonly folder: string
  readonly store: string
  readonly packets: string
  readonly keys: string
  readonly resources: string
}

/** The station's own keys. Never backed up: a restored station makes new ones (FORMATS: roots and keys). */
export interface StationKeys {
  readonly signing: SigningKey
  /** Letter key for the Suket QR (Ed25519 seed), or null until the Dinas certified one. */
  readonly letter: SigningKey | null
  /** age recipient of the station-state key: state leaves this machine only sealed to it and to recovery. */
  readonly stateRecipient: string
  /** Database key: worker threads open read-only connections of their own with it. Never leaves this process. */
  readonly store: Uint8Array
  /** Certificates that lie on every disk and in every bag: this station's epochs, sites, letter keys. */
  readonly certificates: readonly Signed[]
}

export interface Epoch {
  readonly id: string
  /** 1 for the first; a restore's is its parent's + 1. */
  readonly position: number
  readonly parent: string | null
  /** H of the parent at the restore, lower hex; null for the first. */
  readonly parentHead: string | null
}

export interface Actor {
  readonly account: string
  readonly role: Role
}

/** What follows from an act in rooms that the acting room does not know, in the act's own transaction. */
export interface StationRules {
  /** A recording was cancelled: it counts for nothing any more. The caller tells `changed('suket')` after its transaction. */
  cancelled(tx: WriteTx, station: Station, recording: string): void
  /** The centre says that the card of a recording was handed over: its letter counts no more. Who watches 'upload' asks for letters anew. */
  issued(tx: WriteTx, station: Station, recording: string): void
  /** Another profile is in force, perhaps with other keys of sites: what was refused for want of trust is tried again. */
  profiled(tx: WriteTx, station: Station): void
}

/** An open station: what every room's handlers work on. */
export interface Station {
  readonly code: string
  readonly paths: StationPaths
  readonly read: ReadDb
  readonly write: WriteDb
  /** Truncates the WAL, so that deleted plaintext is gone from it. */
  checkpoint(): void
  readonly ports: Ports
  readonly profile: Profile
  readonly trust: Trust
  readonly keys: StationKeys
  readonly epoch: Epoch
  readonly actor: Actor
  readonly rules: StationRules
  /** Tells whoever watches that something of this topic changed. */
  changed(topic: Topic): void
  /** Calls back on every change until the returned function is called. */
  onChange(listener: (topic: Topic) => void): () => void
}
