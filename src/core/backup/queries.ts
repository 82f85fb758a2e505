import type { ReadDb, WriteTx } from '../db/handles.ts'
import { hasNotLeft, isHere } from '../enrolment/index.ts'

export interface DiskRow {
  readonly id: string
  readonly label: string
  readonly kind: 'desk' | 'rotation'
  readonly colour: string
  readonly place: string
  readonly fs_id: string
  readonly fs: string
  readonly paired_at: string
  readonly state: string
  readonly holder: string
  readonly due_on: string | null
}

export interface CommitRow {
  readonly disk: string
  readonly sequence: number
  readonly epoch: string
  readonly hash: string
  readonly month: string
  readonly at: string
  readonly via: 'medium' | 'cache'
  readonly change_epoch: string
  readonly change_from: number
  readonly change_to: number
  readonly snapshot: number
  readonly snapshot_rows: number
  readonly packets: number
  readonly bytes: number
  readonly session: string
}

export interface PacketRow {
  readonly id: string
  readonly epoch: string
  readonly seq: number
  readonly sealed_at: string
  readonly bytes: number
  readonly sha256: string
}

export type CopyLevel = 'L0' | 'L1' | 'L2'

export function pairedDisks(read: ReadDb): DiskRow[] {
  return read.all<DiskRow>("SELECT * FROM disk WHERE state = 'paired' ORDER BY paired_at, id")
}

export function diskRow(read: ReadDb, id: string): DiskRow | undefined {
  return read.get<DiskRow>('SELECT * FROM disk WHERE id = ?', [id])
}

/** The name of a commit's volume as copies and checks spell it (volumeName), as SQL over `disk_commit e`. */
export const VOLUME_OF = "e.month || '/' || printf('S%07d.TAR', e.sequence)"

/** Disks that were paired on the file system of this number; none where it has none. */
export function pairedOn(read: ReadDb, fsId: string): DiskRow[] {
  return read.all<DiskRow>("SELECT * FROM disk WHERE state = 'paired' AND fs_id = ? AND fs_id <> ''", [fsId])
}

/** Paired anew under another id: what was on it counts no more under this one. */
export function replaceDisk(tx: WriteTx, id: string): void {
  tx.run("UPDATE disk SET state = 'replaced' WHERE id = ?", [id])
}

/** A disk as it is paired; a known one keeps its name, place and holder. */
export function insertDisk(tx: WriteTx, row: DiskRow): void {
  tx.run(
    `INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state, holder, due_on)
     VALUES (:id, :label, :kind, :colour, :place, :fs_id, :fs, :paired_at, :state, :holder, :due_on)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, fs_id = excluded.fs_id, fs = excluded.fs`,
    { ...row },
  )
}

export function lastCommit(read: ReadDb, disk: string): CommitRow | undefined {
  return read.get<CommitRow>('SELECT * FROM disk_commit WHERE disk = ? ORDER BY sequence DESC LIMIT 1', [
    disk,
  ])
}

export function insertCommit(tx: WriteTx, row: CommitRow): void {
  tx.run(
    `INSERT INTO disk_commit (disk, sequence, epoch, hash, month, at, via, change_epoch, change_from, change_to, snapshot,
       snapshot_rows, packets, bytes, session)
     VALUES (:disk, :sequence, :epoch, :hash, :month, :at, :via, :change_epoch, :change_from, :change_to, :snapshot,
       :snapshot_rows, :packets, :bytes, :session)`,
    { ...row },
  )
}

/** A copy of a packet on a disk. One that is there already keeps the higher level. */
export function insertCopy(
  tx: WriteTx,
  copy: { packet: string; disk: string; volume: string; level: CopyLevel; at: string },
): void {
  tx.run(
    `INSERT INTO copy (packet, disk, volume, level, at) VALUES (:packet, :disk, :volume, :level, :at)
     ON CONFLICT (packet, disk) DO UPDATE SET volume = excluded.volume, level = excluded.level, at = excluded.at
     WHERE excluded.level >= copy.level`,
    copy,
  )
}

/** Packets of an epoch after a number of sealing that are not on the disk, in order; with those that are missed here, which wait for their file. */
export function packetsAfter(
  read: ReadDb,
  disk: string,
  epoch: string,
  after: number,
): IterableIterator<PacketRow> {
  return read.iterate<PacketRow>(
    `SELECT id, epoch, seq, sealed_at, bytes, sha256 FROM recording r WHERE epoch = ? AND seq > ?
       AND NOT EXISTS (SELECT 1 FROM copy WHERE packet = r.id AND disk = ?) AND ${hasNotLeft('r.id')} ORDER BY seq`,
    [epoch, after, disk],
  )
}

/** The packets of an epoch from the newest back, and whether each should come to the disk still: 0 or 1. */
export function newestPackets(
  read: ReadDb,
  disk: string,
  epoch: string,
): IterableIterator<PacketRow & { readonly lacks: number }> {
  return read.iterate<PacketRow & { lacks: number }>(
    `SELECT id, epoch, seq, sealed_at, bytes, sha256,
       NOT EXISTS (SELECT 1 FROM copy WHERE packet = r.id AND disk = ?) AND ${hasNotLeft('r.id')} AS lacks
     FROM recording r WHERE epoch = ? ORDER BY seq DESC`,
    [disk, epoch],
  )
}

/** Bytes of the packets of an epoch after a number of sealing that are not on the disk. */
export function bytesAfter(read: ReadDb, disk: string, epoch: string, after: number): number {
  return read.get<{ n: number }>(
    `SELECT coalesce(sum(bytes), 0) AS n FROM recording r WHERE epoch = ? AND seq > ?
       AND NOT EXISTS (SELECT 1 FROM copy WHERE packet = r.id AND disk = ?) AND ${isHere('r.id')}`,
    [epoch, after, disk],
  )!.n
}

/** A packet, unless it is unknown here or on the disk by now. */
export function lackingPacket(read: ReadDb, disk: string, id: string): PacketRow | undefined {
  return read.get<PacketRow>(
    `SELECT id, epoch, seq, sealed_at, bytes, sha256 FROM recording r
     WHERE id = ? AND NOT EXISTS (SELECT 1 FROM copy WHERE packet = r.id AND disk = ?)`,
    [id, disk],
  )
}

/** Packets that are missed on this computer (absent.ts). */
export function absentIds(read: ReadDb): Set<string> {
  return new Set(read.all<{ packet: string }>('SELECT packet FROM packet_absent').map(({ packet }) => packet))
}

export function epochIds(read: ReadDb): string[] {
  return read.all<{ id: string }>('SELECT id FROM epoch ORDER BY position, id').map(({ id }) => id)
}

/** The last number of sealing of an epoch up to which there is no gap after `from`. */
export function contiguousUpTo(read: ReadDb, epoch: string, from: number): number {
  let last = from
  for (const { seq } of read.iterate<{ seq: number }>(
    'SELECT seq FROM recording WHERE epoch = ? AND seq > ? ORDER BY seq',
    [epoch, from],
  )) {
    if (seq !== last + 1) break
    last = seq
  }
  return last
}

/**
 * Whether something was written after a change that a disk should have. Backups write themselves into the register; that alone is no
 * reason for another one.
 */
export function hasNews(read: ReadDb, after: number): boolean {
  return (
    read.get(
      `SELECT 1 FROM change WHERE seq > ? AND tbl NOT IN ('disk', 'disk_commit', 'copy', 'volume_check', 'disk_check')
         AND NOT (tbl = 'audit' AND json_extract(row, '$.act') LIKE 'backup.%') LIMIT 1`,
      [after],
    ) !== undefined
  )
}
