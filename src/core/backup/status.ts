import type { BackupStatus, Disk, Drive } from '../../contract/backup.ts'
import type { ReadDb } from '../db/handles.ts'
import type { Station } from '../station.ts'
import { diskNotes } from './disk-notes.ts'
import { listDrives } from './drives.ts'
import { type DiskRow, epochIds, lastCommit, pairedDisks } from './queries.ts'
import { roomOf } from './room.ts'

interface Uncopied {
  readonly id: string
  readonly sealed_at: string
}

/** Per epoch, up to which number of sealing at least one disk was given everything but what its notes call lacking. */
function coveredUpTo(read: ReadDb, disks: readonly DiskRow[], epoch: string): number {
  return Math.max(0, ...disks.map(({ id }) => diskNotes(read, id).notes.cursor[epoch] ?? 0))
}

/** Recordings without a copy on any disk. Costs what is new since the last backup, not what was ever recorded. */
function onceOnly(read: ReadDb, disks: readonly DiskRow[]): Uncopied[] {
  const uncopied =
    'SELECT id, sealed_at FROM recording r WHERE NOT EXISTS (SELECT 1 FROM copy WHERE packet = r.id)'
  const found = new Map<string, Uncopied>()
  for (const epoch of epochIds(read)) {
    const after = coveredUpTo(read, disks, epoch)
    const rows = read.all<Uncopied>(`${uncopied} AND epoch = ? AND seq > ?`, [epoch, after])
    for (const row of rows) found.set(row.id, row)
  }
  for (const id of disks.flatMap((disk) => diskNotes(read, disk.id).notes.lacking)) {
    const row = read.get<Uncopied>(`${uncopied} AND id = ?`, [id])
    if (row) found.set(row.id, row)
  }
  return [...found.values()]
}

function count(read: ReadDb, sql: string, params: readonly string[] = []): number {
  return read.get<{ n: number }>(sql, params)?.n ?? 0
}

function diskView(station: Station, row: DiskRow, mount: string | null, recordings: number): Disk {
  const { read } = station
  const room = roomOf(station)
  const last = lastCommit(read, row.id)
  const copies = read.all<{ level: Disk['level']; n: number }>(
    'SELECT level, count(*) AS n FROM copy WHERE disk = ? GROUP BY level ORDER BY level',
    [row.id],
  )
  const packets = copies.reduce((sum, { n }) => sum + n, 0)
  return {
    id: row.id,
    label: row.label,
    kind: row.kind,
    colour: row.colour,
    place: row.place,
    mount,
    lastCommitAt: last?.at ?? null,
    lastSequence: last?.sequence ?? 0,
    packets,
    behind: Math.max(0, recordings - packets),
    // A disk is as good as its weakest copy.
    level: copies[0]?.level ?? null,
    running: room.progress.get(row.id) ?? null,
    problem: room.problems.get(row.id) ?? null,
  }
}

function statusOf(station: Station, drives: readonly Drive[]): BackupStatus {
  const { read } = station
  const rows = pairedDisks(read)
  const recordings = count(read, 'SELECT count(*) AS n FROM recording')
  const uncopied = onceOnly(read, rows)
  const mountOf = (id: string) => drives.find(({ disk }) => disk === id)?.mount ?? null
  const disks = rows.map((row) => diskView(station, row, mountOf(row.id), recordings))
  const verified = read.get<{ at: string | null }>("SELECT max(at) AS at FROM copy WHERE level > 'L0'")
  return {
    recordings,
    onceOnly: uncopied.length,
    oldestOnceOnly: uncopied.map((row) => row.sealed_at).toSorted()[0] ?? null,
    lastVerifiedAt: verified?.at ?? null,
    disks,
    drives: [...drives],
  }
}

/** Everything that the lamp and the page of backups show. */
export async function backupStatus(station: Station): Promise<BackupStatus> {
  return statusOf(station, await listDrives(station))
}
