import type { Disk } from '../../contract/backup.ts'
import { provenWithin } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { idleVolumes } from './once-only.ts'
import { VOLUME_OF } from './queries.ts'
import { remember } from './remember.ts'

/** What the copies on a disk are worth. */
export interface Standing {
  /** Copies that do not count: only written, or proven longer ago than the policy's days. */
  readonly unproven: number
  /** Of its weakest volume, with what later verification proved; null while it holds no packet. */
  readonly level: Disk['level']
}

const NONE: Standing = { unproven: 0, level: null }

const LEVELS = `SELECT e.disk, min(max(iif(e.via = 'medium', 'L1', 'L0'), coalesce(v.level, 'L0'))) AS level
  FROM (SELECT disk, via, ${VOLUME_OF} AS volume FROM disk_commit e) e
  LEFT JOIN volume_check v ON v.disk = e.disk AND v.volume = e.volume
  WHERE EXISTS (SELECT 1 FROM copy c WHERE c.disk = e.disk AND c.volume = e.volume) GROUP BY e.disk`

/** The same rule as everywhere (counts), asked by volume: costs what is idle, not what was ever copied. */
export function standingOf(station: Station, disk: string): Standing {
  const within = provenWithin(station)
  const all = remember(station, 'standing', `${within.since} ${within.until}`, () => {
    const idle = station.read.all<{ disk: string; n: number }>(
      `SELECT c.disk, count(*) AS n FROM (${idleVolumes(within)}) i
       CROSS JOIN copy c ON c.disk = i.disk AND c.volume = i.volume GROUP BY c.disk`,
    )
    const unproven = new Map(idle.map(({ disk: id, n }) => [id, n]))
    const levels = station.read.all<{ disk: string; level: Disk['level'] }>(LEVELS)
    return new Map<string, Standing>(
      levels.map(({ disk: id, level }) => [id, { level, unproven: unproven.get(id) ?? 0 }]),
    )
  })
  return all.get(disk) ?? NONE
}
