import type { Change } from '../../../formats/changes/changes.ts'
import { encodeChanges } from '../../../formats/changes/changes.ts'
import type { RowInput } from '../../../formats/row.ts'
import { release } from '../../../lib/bytes.ts'
import { encodeState } from '../../../formats/state/encode.ts'
import type { StateTable } from '../../../formats/state/shape.ts'
import type { VolumeItem } from '../../../formats/volume/write.ts'
import type { ReadDb } from '../../db/handles.ts'
import { SCHEMA } from '../../db/migrate.ts'
import { REPLICATED, ROW_VERSIONS } from '../../db/tables.ts'
import type { StateOnDisk, VolumeJob } from './types.ts'

/** JSON of one volume's change log at most: what is left goes into the next volume. */
const CHANGES_LIMIT = 24 << 20
/** A snapshot is written anew once the log since the last one is longer than the snapshot itself, but not before this. */
const SNAPSHOT_AFTER = 5000
/** A part is held in memory whole while it is written: its length stands before it in the volume. The longest row still fits. */
const PART_BYTES = 32 << 20
/** Sealed it has a tag of 16 bytes for every 64 KiB, and a header. */
const SEALED_BYTES = PART_BYTES + (PART_BYTES >> 12) + 8192

interface ChangeRow {
  seq: number
  epoch: string
  tbl: string
  key: string
  op: 'put' | 'delete'
  row: string | null
  schema: number
}

function changeOf(found: ChangeRow): Change<RowInput> {
  const { seq, epoch, tbl, key, op, row, schema } = found
  return {
    epoch,
    seq,
    table: tbl,
    key: JSON.parse(key) as (string | number)[],
    op,
    row: row === null ? null : (JSON.parse(row) as RowInput),
    schema,
  }
}

function* changesAfter(read: ReadDb, after: number): Generator<Change<RowInput>> {
  let bytes = 0
  for (const row of read.iterate<ChangeRow>(
    'SELECT seq, epoch, tbl, key, op, row, schema FROM change WHERE seq > ? ORDER BY seq',
    [after],
  )) {
    yield changeOf(row)
    bytes += (row.row?.length ?? 0) + row.key.length
    if (bytes > CHANGES_LIMIT) return
  }
}

/** The station's last change_seq in this read transaction. */
export function lastChange(read: ReadDb): number {
  return read.get<{ seq: number }>('SELECT seq FROM change_counter')?.seq ?? 0
}

/**
 * Whether the disk needs a snapshot: it holds none of this epoch, the log has lost what it lacks, or the log since its newest
 * snapshot has grown longer than the snapshot.
 */
export function needsSnapshot(read: ReadDb, epoch: string, onDisk: StateOnDisk | null): boolean {
  if (!onDisk || onDisk.epoch !== epoch || onDisk.snapshot === 0) return true
  const last = lastChange(read)
  if (last > onDisk.change && !canFollow(read, onDisk)) return true
  return last - onDisk.snapshot > Math.max(SNAPSHOT_AFTER, onDisk.snapshotRows)
}

/** Whether the log still has the change that comes next on the disk. */
function canFollow(read: ReadDb, onDisk: StateOnDisk): boolean {
  return read.get('SELECT 1 FROM change WHERE seq = ?', [onDisk.change + 1]) !== undefined
}

export interface ChangesMember {
  readonly item: VolumeItem
  readonly from: number
  readonly to: number
}

/** CHANGES.AGE: the log since the disk's last volume, up to a limit; null when there is nothing or nothing that follows. */
export async function changesMember(
  read: ReadDb,
  job: Pick<VolumeJob, 'epoch' | 'onDisk' | 'recipients'>,
): Promise<ChangesMember | null> {
  const { onDisk, epoch, recipients } = job
  if (!onDisk || onDisk.epoch !== epoch || !canFollow(read, onDisk)) return null
  const sealed = await encodeChanges(changesAfter(read, onDisk.change), [
    recipients.state,
    recipients.recovery,
  ])
  if (sealed.from === null || sealed.to === null) return null
  const item: VolumeItem = {
    name: 'CHANGES.AGE',
    kind: 'changes',
    bytes: sealed.bytes.length,
    data: sealed.bytes,
  }
  return { item, from: sealed.from, to: sealed.to }
}

/** All chunks one after the other in the memory that is given. RangeError where it is too small. */
async function drained(chunks: AsyncIterable<Uint8Array>, room: Uint8Array): Promise<Uint8Array> {
  let held = 0
  for await (const chunk of chunks) {
    room.set(chunk, held)
    held += chunk.length
    release(chunk)
  }
  return room.subarray(0, held)
}

function* tables(read: ReadDb, names: readonly string[], counted: () => void): Generator<StateTable> {
  for (const table of names) {
    yield { table, schema: SCHEMA, rows: rows(read, table, counted) }
  }
}

function* rows(read: ReadDb, table: string, counted: () => void): Generator<RowInput> {
  for (const row of read.iterate<RowInput>(`SELECT * FROM ${table}`)) {
    counted()
    yield row
  }
}

/** The snapshot's parts as members, one after the other in the same memory: each is valid until the next is asked for. `rows` is right after the last. */
export function snapshotMembers(
  read: ReadDb,
  job: Pick<VolumeJob, 'epoch' | 'station' | 'recipients' | 'snapshotId'>,
): { items: AsyncGenerator<VolumeItem>; rows: () => number } {
  let count = 0
  // Versions first: a reader that merges has them before the rows.
  const names = [ROW_VERSIONS, ...REPLICATED.map(({ table }) => table)]
  const source = tables(read, names, () => count++)
  const meta = {
    id: job.snapshotId,
    station: job.station,
    epoch: job.epoch,
    at: lastChange(read),
    scope: 'state',
  } as const
  async function* items(): AsyncGenerator<VolumeItem> {
    const to = [job.recipients.state, job.recipients.recovery]
    const room = Buffer.allocUnsafeSlow(SEALED_BYTES)
    for await (const part of encodeState(source, to, { ...meta, partBytes: PART_BYTES })) {
      const data = await drained(part.data, room)
      yield { name: part.name, kind: 'state', bytes: data.length, data }
    }
  }
  return { items: items(), rows: () => count }
}
