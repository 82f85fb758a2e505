import type { DiskAlarm } from '../../../contract/backup.ts'
import { newId } from '../../../formats/id.ts'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { diskNotes, noteDisk } from '../disk-notes.ts'

type Kind = DiskAlarm['kind']

interface AlarmRow extends Omit<DiskAlarm, 'volumes'> {
  readonly volumes: string
}

/** Names of a disk's volumes that an alarm was raised about, settled or not: nothing is expected of them any more. As SQL. */
export const ALARMED = alarmedOn(':disk')

/** The same of the disk that an expression names. */
export function alarmedOn(disk: string): string {
  return `SELECT n.value FROM disk_alarm a, json_each(a.volumes) n WHERE a.disk = ${disk}`
}

/** Alarms that nobody has settled, the oldest first. */
export function openAlarms(read: ReadDb): DiskAlarm[] {
  return read
    .all<AlarmRow>(
      `SELECT a.id, a.disk, k.label, a.at, a.kind, a.volumes, a.packets FROM disk_alarm a JOIN disk k ON k.id = a.disk
       WHERE a.settled_at IS NULL ORDER BY a.at, a.id`,
    )
    .map((row) => ({ ...row, volumes: JSON.parse(row.volumes) as string[] }))
}

/** Copies in these volumes count no more; the next run to the disk brings their packets, and a snapshot, anew. Answers how many packets. */
function strike(tx: WriteTx, disk: string, volumes: readonly string[]): number {
  const names = JSON.stringify(volumes)
  const among = 'disk = ? AND volume IN (SELECT value FROM json_each(?))'
  const struck = tx.all<{ packet: string }>(`SELECT packet FROM copy WHERE ${among}`, [disk, names])
  tx.run(`DELETE FROM copy WHERE ${among}`, [disk, names])
  tx.run(`DELETE FROM volume_check WHERE ${among}`, [disk, names])
  const { notes } = diskNotes(tx, disk)
  const lacking = [...new Set([...notes.lacking, ...struck.map(({ packet }) => packet)])]
  noteDisk(tx, disk, { ...notes, lacking, stateDamaged: true })
  return struck.length
}

/** Every volume that an alarm was ever raised about, by disk. */
export function alarmedVolumes(read: ReadDb): Map<string, Set<string>> {
  const rows = read.all<{ disk: string; volume: string }>(
    'SELECT a.disk, n.value AS volume FROM disk_alarm a, json_each(a.volumes) n',
  )
  const by = Map.groupBy(rows, ({ disk }) => disk)
  return new Map([...by].map(([disk, of]) => [disk, new Set(of.map(({ volume }) => volume))]))
}

/** Strikes again what a restore or a merge put beside an alarm: the copies of an older state, or of who had not heard of it. */
export function settleAlarmed(tx: WriteTx): void {
  for (const [disk, volumes] of alarmedVolumes(tx)) {
    const names = [...volumes]
    const stands = tx.get(
      'SELECT 1 FROM copy WHERE disk = ? AND volume IN (SELECT value FROM json_each(?)) LIMIT 1',
      [disk, JSON.stringify(names)],
    )
    if (stands) strike(tx, disk, names)
  }
}

/**
 * Volumes that the disk was known to hold are gone or are not what was written: their copies are struck, and an alarm stands until a
 * supervisor settles it (ransomware, theft, a disk that dies). One that stands already for the same is added to; a volume is alarmed
 * about once. Answers how many volumes are new.
 */
export function raiseAlarm(
  tx: WriteTx,
  station: Station,
  disk: string,
  kind: Kind,
  volumes: readonly string[],
): number {
  const known = new Set(tx.all<{ value: string }>(ALARMED, { disk }).map(({ value }) => value))
  const fresh = volumes.filter((name) => !known.has(name))
  if (fresh.length === 0) return 0
  const packets = strike(tx, disk, fresh)
  const standing = openAlarms(tx).find((alarm) => alarm.disk === disk && alarm.kind === kind)
  const alarm = {
    id: standing?.id ?? newId(station.ports.random),
    disk,
    at: standing?.at ?? station.ports.now().toISOString(),
    kind,
    volumes: JSON.stringify([...(standing?.volumes ?? []), ...fresh]),
    packets: packets + (standing?.packets ?? 0),
  }
  tx.run(
    `INSERT INTO disk_alarm (id, disk, at, kind, volumes, packets) VALUES (:id, :disk, :at, :kind, :volumes, :packets)
     ON CONFLICT (id) DO UPDATE SET volumes = excluded.volumes, packets = excluded.packets`,
    alarm,
  )
  recordAct(tx, station, `backup.volume-${kind}`, disk, { volumes: fresh, packets })
  return fresh.length
}

/** A supervisor has looked into an alarm and says what it was. BACKUP-SUPERVISOR, BACKUP-ALARM-UNKNOWN when none stands. */
export async function settleAlarm(station: Station, alarm: string, reason: string): Promise<void> {
  const { account, role } = station.actor
  if (role !== 'penyelia') throw refuse('BACKUP-SUPERVISOR')
  await station.write.transaction((tx) => {
    const standing = openAlarms(tx).find(({ id }) => id === alarm)
    if (!standing) throw refuse('BACKUP-ALARM-UNKNOWN')
    tx.run('UPDATE disk_alarm SET settled_at = ?, settled_by = ?, note = ? WHERE id = ?', [
      station.ports.now().toISOString(),
      account,
      reason,
      alarm,
    ])
    recordAct(tx, station, 'backup.alarm-settled', standing.disk, { alarm, kind: standing.kind, reason })
  })
  station.changed('backup')
}
