import type { Commit } from '../../formats/commit/commit.ts'
import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import type { Station } from '../station.ts'
import { type DiskNotes, noteFrom } from './disk-notes.ts'
import { insertCommit, insertCopy } from './queries.ts'

/** A commit that lies on a disk and was read back. */
export interface Committed {
  readonly commit: Commit
  /** SHA-256 of its bytes, lower hex. */
  readonly hash: string
  readonly month: string
  readonly via: 'medium' | 'cache'
  readonly session: string
  readonly packets: readonly string[]
  readonly bytes: number
  readonly onDisk: {
    readonly epoch: string
    readonly change: number
    readonly snapshot: number
    readonly snapshotRows: number
  }
}

/** Only what was read back from the medium is L1 (BACKUP: levels of a copy). */
export function levelOf(via: 'medium' | 'cache'): 'L0' | 'L1' {
  return via === 'medium' ? 'L1' : 'L0'
}

/**
 * Writes a commit into the register: one transaction, after everything lies proven on the disk. Answers the notes that stand now.
 * @param before the notes that these were worked out from
 */
export async function recordCommit(
  station: Station,
  done: Committed,
  before: DiskNotes,
  notes: DiskNotes,
): Promise<DiskNotes> {
  const { commit, hash, month, via, session, packets, bytes, onDisk } = done
  const { disk, sequence, epoch, at, changes } = commit
  return station.write.transaction((tx: WriteTx) => {
    insertCommit(tx, {
      disk,
      sequence,
      epoch,
      hash,
      month,
      at: new Date(at).toISOString(),
      via,
      change_epoch: onDisk.epoch,
      change_from: changes?.from ?? 0,
      change_to: onDisk.change,
      snapshot: onDisk.snapshot,
      snapshot_rows: onDisk.snapshotRows,
      packets: packets.length,
      bytes,
      session,
    })
    const volume = commit.volumes[0]?.name ?? ''
    for (const packet of packets) {
      insertCopy(tx, { packet, disk, volume, level: levelOf(via), at: new Date(at).toISOString() })
    }
    recordAct(tx, station, 'backup.committed', `${disk}:${sequence}`)
    return noteFrom(tx, disk, before, notes)
  })
}
