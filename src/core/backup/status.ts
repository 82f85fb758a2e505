import type { BackupStatus, Disk, Drive } from '../../contract/backup.ts'
import type { ReadDb } from '../db/handles.ts'
import { tallies, tally } from '../db/tally.ts'
import { dayIn, plausibleUntil } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { absentPackets } from './absent.ts'
import { listDrives } from './drives.ts'
import { type DiskRow, lastCommit, pairedDisks, VOLUME_OF } from './queries.ts'
import { onceOnly } from './once-only.ts'
import { alarmedOn, openAlarms } from './routine/alarm.ts'
import { dayCloseOf } from './routine/day-close.ts'
import { fullyCheckedAt, overdueDays } from './routine/campaign.ts'
import { bytesByDay, daysUntilFull } from './routine/forecast.ts'
import { remindersOf } from './routine/reminders.ts'
import { unreadOf } from './routine/unread.ts'
import { remember } from './remember.ts'
import { roomOf } from './room.ts'
import { standingOf } from './standing.ts'

/** As overdueDays, which looks at every volume of the disk: asked once for each state of the register, and within an hour. */
function overdueOf(station: Station, row: DiskRow): number {
  const { verifiedWithinDays } = station.profile.policies.copies
  const more = `${plausibleUntil(station.ports.now())} ${verifiedWithinDays}`
  return remember(station, `overdue ${row.id}`, more, () => overdueDays(station, row))
}

/** In how many days a disk is full, by what came to it so far; null where nothing can be foretold. */
function fullIn(station: Station, { id, free }: Pick<Disk, 'id' | 'free'>): number | null {
  if (free === null) return null
  const days = remember(station, `days ${id}`, '', () => bytesByDay(station.read, id))
  return daysUntilFull(free, days, station.ports.now().toISOString().slice(0, 10))
}

/** Packets that left this computer by the rule; with a disk, of those the ones that it holds. */
function leftBy(read: ReadDb, disk?: string): number {
  const { epoch } = read.get<{ epoch: string }>('SELECT epoch FROM change_counter')!
  return disk === undefined ? tally(read, 'left', epoch) : tally(read, 'left-on', `${disk} ${epoch}`)
}

/** When a copy on a paired disk was last proven to be there; not where it is gone since. */
function lastVerified({ read, ports }: Station): string | null {
  const until = plausibleUntil(ports.now())
  return read.get<{ at: string | null }>(
    `SELECT max(max(coalesce((SELECT max(at) FROM disk_commit e WHERE disk = k.id AND via = 'medium' AND packets > 0 AND at <= :until
         AND ${VOLUME_OF} NOT IN (${alarmedOn('k.id')})), ''),
       coalesce((SELECT max(at) FROM volume_check WHERE disk = k.id AND at <= :until AND volume NOT IN (${alarmedOn('k.id')})), ''))) AS at
     FROM disk k WHERE k.state = 'paired'`,
    { until },
  )!.at
}

const LEVELS = ['L0', 'L1', 'L2'] as const

function diskView(station: Station, row: DiskRow, drive: Drive | undefined, recordings: number): Disk {
  const { read } = station
  const room = roomOf(station)
  const last = lastCommit(read, row.id)
  const left = leftBy(read) - leftBy(read, row.id)
  const packets = LEVELS.reduce((sum, level) => sum + tally(read, 'copy', `${row.id} ${level}`), 0)
  return {
    id: row.id,
    label: row.label,
    kind: row.kind,
    colour: row.colour,
    place: row.place,
    holder: row.holder,
    dueOn: row.due_on,
    mount: drive?.mount ?? null,
    free: drive?.free ?? null,
    bytes: drive?.bytes ?? null,
    lastCommitAt: last?.at ?? null,
    lastSequence: last?.sequence ?? 0,
    packets,
    behind: Math.max(0, recordings - packets - left),
    left,
    // A disk is as good as its weakest volume.
    ...standingOf(station, row.id),
    running: room.progress.get(row.id) ?? null,
    checking: room.checking.get(row.id) ?? null,
    checkedAt: fullyCheckedAt(station, row.id),
    unread: unreadOf(station, row, overdueOf(station, row)),
    problem: room.problems.get(row.id) ?? null,
    notes: drive?.notes ?? [],
  }
}

function lostDisks(read: ReadDb): BackupStatus['lost'] {
  return read.all(
    `SELECT l.disk, k.label, l.at, l.noticed_on AS noticedOn, l.place, l.holder, l.packets, l.once_only AS onceOnly, l.below
     FROM disk_loss l JOIN disk k ON k.id = l.disk WHERE k.state = 'lost' ORDER BY l.at DESC`,
  )
}

/** In how many places copies can lie: two disks in one drawer are one (placesHolding). */
function placesOf(rows: readonly DiskRow[]): number {
  return new Set(rows.map(({ place }) => place.toLowerCase())).size
}

function reminders(
  station: Station,
  rows: readonly DiskRow[],
  disks: readonly Disk[],
  oldest: string | null,
) {
  const { read, profile, ports } = station
  const now = ports.now()
  const until = plausibleUntil(ports.now())
  const lastCommitAt = (disk: string) =>
    read.get<{ at: string | null }>('SELECT max(at) AS at FROM disk_commit WHERE disk = ? AND at <= ?', [
      disk,
      until,
    ])!.at
  const { places, verifiedWithinDays } = profile.policies.copies
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  return remindersOf({
    now,
    today: dayIn(profile.station.zone, now),
    until,
    oldestOnceOnly: oldest,
    absent: absentPackets(read),
    disks: disks.map((disk) => {
      const row = rowOf.get(disk.id)!
      const overdue = overdueOf(station, row)
      const at = { lastCommitAt: lastCommitAt(row.id), pairedAt: row.paired_at }
      return { ...disk, ...at, overdue, fullIn: fullIn(station, disk) }
    }),
    verifiedWithinDays,
    firstAt: read.get<{ at: string | null }>('SELECT min(sealed_at) AS at FROM recording')?.at ?? null,
    places: { now: placesOf(rows), wanted: places },
  })
}

function statusOf(station: Station, drives: readonly Drive[]): BackupStatus {
  const { read } = station
  const rows = pairedDisks(read)
  const recordings = tallies(read, 'recording').reduce((sum, { n }) => sum + n, 0)
  const once = onceOnly(station)
  const driveOf = (id: string) => drives.find(({ disk }) => disk === id)
  const disks = rows.map((row) => diskView(station, row, driveOf(row.id), recordings))
  return {
    recordings,
    left: leftBy(read),
    onceOnly: once.count,
    onceOnlyPeople: once.people,
    oldestOnceOnly: once.oldest,
    lastVerifiedAt: lastVerified(station) || null,
    disks,
    lost: lostDisks(read),
    alarms: openAlarms(read),
    reminders: reminders(station, rows, disks, once.oldest),
    drives: [...drives],
    dayClose: dayCloseOf(station.profile),
  }
}

/** What the register alone says about disks and copies: no drive is looked at. */
export function backupRegister(station: Station): BackupStatus {
  return statusOf(station, [])
}

/** Everything that the lamp and the page of backups show. */
export async function backupStatus(station: Station): Promise<BackupStatus> {
  return statusOf(station, await listDrives(station))
}
