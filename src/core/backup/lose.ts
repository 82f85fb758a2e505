import type { DiskLoss, ReportLost } from '../../contract/backup.ts'
import { recordAct } from '../audit/index.ts'
import type { ReadDb } from '../db/handles.ts'
import { dayIn, isOnceOnly, provenWithin, type Within } from '../enrolment/index.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { placesHolding } from './places.ts'
import { diskRow } from './queries.ts'
import { roomOf } from './room.ts'

/** How many ids an answer carries; the counts are of all. */
const LISTED = 1000

interface Standing {
  readonly id: string
  readonly places: number
  readonly once: number
}

/** How every packet on a disk stands now. */
function standing(read: ReadDb, disk: string, within: Within): Standing[] {
  return read.all<Standing>(
    `SELECT o.packet AS id, ${placesHolding('o.packet', within)} AS places, ${isOnceOnly('o.packet', within)} AS once
     FROM copy o WHERE o.disk = ? ORDER BY o.packet`,
    [disk],
  )
}

/**
 * A disk is reported lost: from this transaction on its copies count nowhere and nothing is written to it again, whoever brings it
 * back. Says which packets fell below the policy's places by it, and which nobody but this computer has now. What other disks lack
 * goes to them at once, as the backup service is told. BACKUP-DISK-UNKNOWN, BACKUP-DISK-LOST {disk} when that was said before, BACKUP-DAY
 * {day} for a day to come.
 */
export async function reportLost(
  station: Station,
  { disk, noticedOn, circumstances }: ReportLost,
): Promise<DiskLoss> {
  const within = provenWithin(station)
  const wanted = station.profile.policies.copies.places
  const at = station.ports.now().toISOString()
  if (noticedOn > dayIn(station.profile.station.zone, station.ports.now()))
    throw refuse('BACKUP-DAY', { day: noticedOn })
  const loss = await station.write.transaction((tx) => {
    const row = diskRow(tx, disk)
    if (!row) throw refuse('BACKUP-DISK-UNKNOWN')
    if (row.state !== 'paired') throw refuse('BACKUP-DISK-LOST', { disk: row.label })
    const before = new Map(standing(tx, disk, within).map((packet) => [packet.id, packet]))
    tx.run("UPDATE disk SET state = 'lost' WHERE id = ?", [disk])
    const after = standing(tx, disk, within)
    const below = after.filter(({ id, places }) => places < wanted && before.get(id)!.places >= wanted)
    const once = after.filter((packet) => packet.once === 1)
    const counted = { packets: after.length, onceOnly: once.length, below: below.length }
    tx.run(
      `INSERT INTO disk_loss (disk, at, actor, noticed_on, circumstances, place, holder, packets, once_only, below)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        disk,
        at,
        station.actor.account,
        noticedOn,
        circumstances,
        row.place,
        row.holder,
        counted.packets,
        counted.onceOnly,
        counted.below,
      ],
    )
    recordAct(tx, station, 'disk.lost', disk, { noticedOn, circumstances, ...counted })
    return {
      disk,
      label: row.label,
      at,
      noticedOn,
      place: row.place,
      holder: row.holder,
      ...counted,
      onceOnlyPackets: once.slice(0, LISTED).map(({ id }) => id),
      belowPackets: below.slice(0, LISTED).map(({ id }) => id),
    }
  })
  // It was at hand after all, or stands for another one: what goes on there ends, as when it is let go.
  await roomOf(station).endWork(disk)
  station.changed('backup')
  return loss
}
