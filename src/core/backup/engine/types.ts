import type { Commit } from '../../../formats/commit/commit.ts'
import type { Via } from '../../../lib/read-back.ts'
import type { Signer } from '../../enrolment/index.ts'
import type { Target } from '../disk/write-proven.ts'

/** A sealed packet on the station. */
export interface PacketSource {
  readonly id: string
  readonly epoch: string
  readonly seq: number
  readonly path: string
  readonly signaturePath: string
  readonly bytes: number
  /** As the register knows it: rot on the station is never copied as if it were sound. */
  readonly sha256: string
}

/** How far a disk knows the station's state. */
export interface StateOnDisk {
  readonly epoch: string
  /** Last change_seq on it; 0 when it knows none. */
  readonly change: number
  /** change_seq of its newest snapshot; 0 when it holds none. */
  readonly snapshot: number
  readonly snapshotRows: number
}

/** Where a thread opens a read-only connection of its own. */
export interface StoreSeat {
  readonly path: string
  readonly key: Uint8Array
}

/** One volume to be written; plain data, so that it can cross to a thread. */
export interface VolumeJob {
  readonly target: Target
  readonly station: string
  readonly epoch: string
  /** Head before the first packet of the epoch, lower hex. */
  readonly startHead: string
  readonly disk: string
  readonly sequence: number
  readonly month: string
  /** SHA-256 of the disk's commit before, lower hex. */
  readonly previous: string | null
  readonly store: StoreSeat
  readonly packets: readonly PacketSource[]
  readonly signers: readonly Signer[]
  /** Null where the disk knows nothing that goes on: then a snapshot is written. */
  readonly onDisk: StateOnDisk | null
  /** Fingerprint of the drafts that the disk holds; null when it holds none. */
  readonly drafts: string | null
  /** Whether drafts that changed go along: they are rewritten whole, so not with every packet. */
  readonly draftsDue: boolean
  /** Nothing of the state: the disk has no room for it. */
  readonly packetsAlone: boolean
  readonly recipients: { readonly state: string; readonly recovery: string }
  /** A new id, for a snapshot or drafts. */
  readonly snapshotId: string
  /** Free bytes on the disk; null where the file system does not tell. */
  readonly free: number | null
  /** Above 0 while a person waits for the station's own disk (core/foreground). */
  readonly foreground: Int32Array<SharedArrayBuffer>
}

/** A volume that was written and read back. */
export interface VolumeDone {
  readonly volume: Commit['volumes'][number]
  readonly via: Via
  readonly changes: Commit['changes']
  readonly snapshot: Commit['snapshot']
  readonly head: Commit['head']
  readonly onDisk: StateOnDisk
  readonly drafts: string | null
  /** Changes that did not fit any more. */
  readonly more: boolean
}

export interface WriteProgress {
  readonly phase: 'write' | 'read-back' | 'paused'
  readonly done: number
  /** Of the packets; what the state adds is not known before. */
  readonly total: number
}
