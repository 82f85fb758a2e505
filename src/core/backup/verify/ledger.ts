import { recordAct } from '../../audit/index.ts'
import type { Volume } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { sameVolume } from '../disk/identity.ts'
import { type CommitRow, type CopyLevel, diskRow } from '../queries.ts'
import { raiseAlarm } from '../routine/alarm.ts'
import type { DiskVerdict, SoundVolume } from './verify-disk.ts'

/** Whether a volume was written in another presence of the medium than this one (BACKUP: L2). */
function wasAway(station: Station, { disk, sequence }: SoundVolume, volume: Volume): boolean {
  const row = station.read.get<Pick<CommitRow, 'session'>>(
    'SELECT session FROM disk_commit WHERE disk = ? AND sequence = ?',
    [disk, sequence],
  )
  return row !== undefined && volume.session !== undefined && row.session !== volume.session
}

async function raise(station: Station, found: SoundVolume, level: CopyLevel): Promise<void> {
  const at = station.ports.now().toISOString()
  await station.write.transaction((tx) =>
    tx.run(
      `INSERT INTO volume_check (disk, volume, level, at) VALUES (?, ?, ?, ?)
       ON CONFLICT (disk, volume) DO UPDATE SET level = max(level, excluded.level), at = excluded.at`,
      [found.disk, found.name, level, at],
    ),
  )
}

/**
 * Writes a verdict into the register: L1 for what was read from the medium, L2 where it was asked for cold and the medium had been
 * away since; copies in damaged volumes are struck, unless the disk was pulled meanwhile, which looks the same. @returns whether all of it
 * counts as cold. BACKUP-UNPLUGGED {disk}.
 */
export async function recordVerdict(
  station: Station,
  verdict: DiskVerdict,
  volume: Volume,
  cold: boolean,
): Promise<boolean> {
  const own = verdict.soundVolumes.filter((found) => found.station === station.code)
  let allCold = cold && own.length > 0
  for (const found of own) {
    const isCold = cold && verdict.via === 'medium' && wasAway(station, found, volume)
    if (!isCold) allCold = false
    if (verdict.via === 'medium') await raise(station, found, isCold ? 'L2' : 'L1')
  }
  const damaged = verdict.damagedVolumes.filter((found) => found.station === station.code)
  const [first] = damaged
  if (first) {
    const label = diskRow(station.read, first.disk)?.label ?? (volume.label || volume.mount)
    await sameVolume(station.ports.volumes, volume, label)
  }
  await station.write.transaction((tx) => {
    for (const { disk, name } of damaged) raiseAlarm(tx, station, disk, 'changed', [name])
    recordAct(tx, station, 'backup.verified', own[0]?.disk ?? verdict.station ?? '')
  })
  station.changed('backup')
  return allCold
}
