import { volumeName } from '../../../formats/volume/names.ts'
import { errnoOf, faultOfErrno } from '../../../lib/fault.ts'
import type { ReadDb } from '../../db/handles.ts'
import type { Volume } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { sameVolume } from '../disk/identity.ts'
import type { DiskIo } from '../disk/io.ts'
import { commitPaths } from '../disk/layout.ts'
import { holdsCommit } from '../disk/read-commit.ts'
import { hasTwin } from '../drives.ts'
import { type CommitRow, type DiskRow, pairedOn, VOLUME_OF } from '../queries.ts'
import { ALARMED, raiseAlarm } from './alarm.ts'

/** A committed volume as the register knows it. */
export interface KnownVolume {
  readonly name: string
  readonly month: string
  readonly sequence: number
  readonly bytes: number
  readonly at: string
  /** Of its commit. */
  readonly hash: string
}

/** What a disk is expected to hold, in the order of its sequences. */
export function knownVolumes(read: ReadDb, disk: string): KnownVolume[] {
  return read.all<KnownVolume>(
    `SELECT * FROM (SELECT ${VOLUME_OF} AS name, month, sequence, bytes, at, hash
       FROM disk_commit e WHERE disk = :disk) WHERE name NOT IN (${ALARMED}) ORDER BY sequence`,
    { disk },
  )
}

type Seen = 'there' | 'missing' | 'changed'

async function sizeAt(io: DiskIo, path: string): Promise<number | null> {
  try {
    const { kind, bytes } = await io.fs.stat(path)
    return kind === 'file' ? bytes : null
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return null
    throw faultOfErrno(error, 'stat', path)
  }
}

async function look(
  io: DiskIo,
  mount: string,
  station: string,
  volume: Pick<KnownVolume, 'month' | 'sequence' | 'bytes'>,
): Promise<Seen> {
  const paths = commitPaths(mount, station, volume.month, volume.sequence)
  const size = await sizeAt(io, paths.volume)
  if (size === null) return 'missing'
  if (size !== volume.bytes) return 'changed'
  const statements = [await sizeAt(io, paths.json), await sizeAt(io, paths.copy)]
  return statements.every((bytes) => bytes === null) ? 'missing' : 'there'
}

/**
 * Whether every volume that the disk is known to hold is there with its size: names and sizes alone, so that it can be asked each time a
 * disk comes. What is not raises an alarm. BACKUP-UNPLUGGED when the disk went meanwhile: a pulled disk answers with empty folders
 * (crash lab, finding 3), so nothing is concluded unless it is still there afterwards. Answers how many volumes are gone or changed.
 */
export async function takeInventory(
  station: Station,
  disk: DiskRow,
  volume: Volume,
  io: DiskIo,
  among = knownVolumes(station.read, disk.id),
): Promise<number> {
  const found: Record<Seen, string[]> = { there: [], missing: [], changed: [] }
  for (const known of among) found[await look(io, volume.mount, station.code, known)].push(known.name)
  if (found.missing.length + found.changed.length === 0) return 0
  await sameVolume(station.ports.volumes, volume, disk.label)
  const raised = await station.write.transaction(
    (tx) =>
      raiseAlarm(tx, station, disk.id, 'missing', found.missing) +
      raiseAlarm(tx, station, disk.id, 'changed', found.changed),
  )
  if (raised > 0) station.changed('backup')
  return raised
}

/**
 * Volumes that a reading of the disk found no word of: where neither statement is what the register knows any more, nothing can be proven of
 * them again. One whose signature is not believed is left as it is. Answers how many are changed.
 */
export async function alarmOfUnread(
  station: Station,
  disk: DiskRow,
  volume: Volume,
  io: DiskIo,
  unread: readonly KnownVolume[],
): Promise<number> {
  const changed: string[] = []
  for (const { name, month, sequence, hash } of unread)
    if (!(await holdsCommit(io, commitPaths(volume.mount, station.code, month, sequence), hash)))
      changed.push(name)
  if (changed.length === 0) return 0
  await sameVolume(station.ports.volumes, volume, disk.label)
  const raised = await station.write.transaction((tx) => raiseAlarm(tx, station, disk.id, 'changed', changed))
  station.changed('backup')
  return raised
}

/** The last commit that the register knows is not on its disk any more, in neither of its statements: it is gone, or not what was written. */
export async function alarmOfLast(
  station: Station,
  { id: disk, label }: Pick<DiskRow, 'id' | 'label'>,
  { month, sequence, bytes }: CommitRow,
  volume: Volume,
  io: DiskIo,
): Promise<void> {
  const name = `${month}/${volumeName(sequence)}`
  const seen = await look(io, volume.mount, station.code, { month, sequence, bytes })
  await sameVolume(station.ports.volumes, volume, label)
  const kind = seen === 'missing' ? 'missing' : 'changed'
  const raised = await station.write.transaction((tx) => raiseAlarm(tx, station, disk, kind, [name]))
  if (raised > 0) station.changed('backup')
}

/**
 * The file system of a disk of ours without a marker of ours that can be believed: nothing of what was there is (BACKUP: ransomware, theft,
 * a disk formatted by somebody who keeps its serial number, files encrypted under their own names). Answers how many volumes are gone.
 */
export async function noteEmptied(station: Station, volume: Volume, io: DiskIo): Promise<number> {
  let raised = 0
  for (const disk of pairedOn(station.read, volume.id)) {
    const names = knownVolumes(station.read, disk.id).map(({ name }) => name)
    // Another medium of the same number: the disk itself is at hand beside it.
    if (names.length === 0 || (await hasTwin(station, volume, disk.id, io))) continue
    await sameVolume(station.ports.volumes, volume, disk.label)
    raised += await station.write.transaction((tx) => raiseAlarm(tx, station, disk.id, 'missing', names))
  }
  if (raised > 0) station.changed('backup')
  return raised
}
