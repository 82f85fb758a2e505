import type { ReadDb } from '../db/handles.ts'
import { isOnceOnly, latestUntil, provenWithin, type Within } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { diskNotes } from './disk-notes.ts'
import { epochIds, pairedDisks, VOLUME_OF } from './queries.ts'
import { remember } from './remember.ts'

/** Recordings that one device alone holds (isOnceOnly), and when the oldest of them was sealed. */
export interface OnceOnly {
  readonly count: number
  /** Whose they are: an amendment and what it amends are of one person. */
  readonly people: number
  readonly oldest: string | null
}

/** Volumes of paired disks whose copies do not count: only written, proven too long ago or in days to come. As SQL: disk, volume. */
export function idleVolumes({ since, until }: Within): string {
  return `SELECT d.disk, d.volume FROM (
      SELECT e.disk, ${VOLUME_OF} AS volume, e.at, e.via FROM disk_commit e
      JOIN disk k ON k.id = e.disk WHERE k.state = 'paired') d
    LEFT JOIN volume_check v ON v.disk = d.disk AND v.volume = d.volume
    WHERE (d.via <> 'medium' AND v.level IS NULL) OR ${latestUntil(['d.at', "coalesce(v.at, '')"], until)} < '${since}'`
}

/**
 * Packets that may be short of a copy: what no disk was given yet, what could not be read or is missed here, what lies in volumes that do
 * not count. Costs what is new or idle, not what was ever recorded. As SQL: id.
 */
function candidates(read: ReadDb, within: Within): { sql: string; params: (string | number)[] } {
  const disks = pairedDisks(read).map(({ id }) => diskNotes(read, id).notes)
  const parts = [
    `SELECT c.packet AS id FROM (${idleVolumes(within)}) i CROSS JOIN copy c ON c.disk = i.disk AND c.volume = i.volume`,
  ]
  const params: (string | number)[] = []
  for (const epoch of epochIds(read)) {
    parts.push('SELECT id FROM recording WHERE epoch = ? AND seq > ?')
    params.push(epoch, Math.max(0, ...disks.map(({ cursor }) => cursor[epoch] ?? 0)))
  }
  parts.push('SELECT packet AS id FROM packet_absent')
  parts.push('SELECT value AS id FROM json_each(?)')
  params.push(JSON.stringify(disks.flatMap(({ lacking }) => lacking)))
  return { sql: parts.join(' UNION '), params }
}

/** Whose resident might have to come back if this computer died now. */
export function onceOnly(station: Station): OnceOnly {
  const within = provenWithin(station)
  return remember(station, 'once-only', `${within.since} ${within.until}`, () => {
    const { sql, params } = candidates(station.read, within)
    return station.read.get<OnceOnly>(
      `SELECT count(*) AS count, count(DISTINCT r.nik) AS people, min(r.sealed_at) AS oldest FROM (${sql}) x CROSS JOIN recording r ON r.id = x.id
       WHERE ${isOnceOnly('r.id', within)}`,
      params,
    )!
  })
}
