import type { Recording } from '../../../contract/enrolment.ts'
import type { ReadDb } from '../../db/handles.ts'
import type { Station } from '../../station.ts'

/**
 * The one rule of what counts as a copy, for lists, lamps, board, the green light and purge: it was read back from the medium (L1) or
 * cold (L2), within the days of the Dinas' policy, on a disk that is neither lost nor retired. SQL over `COPIES`. L3 is a receipt,
 * which is no device.
 */

/** What a policy is asked of: the profile and the clock. */
export type CustodyOf = Pick<Station, 'profile' | 'ports'>

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Copies proven before this moment count no more; ISO, whole hours so that what is counted from it can be kept for a while. */
export function provenSince({ profile, ports }: CustodyOf): string {
  const days = profile.policies.copies.verifiedWithinDays
  const since = ports.now().getTime() - days * DAY_MS
  return new Date(Math.floor(since / HOUR_MS) * HOUR_MS).toISOString()
}

/** Copies with their disks and what later verification of their volumes proved: tables c, k and v. */
export const COPIES =
  'copy c JOIN disk k ON k.id = c.disk LEFT JOIN volume_check v ON v.disk = c.disk AND v.volume = c.volume'

/** The level of a copy, and when that was last proven. */
export const LEVEL = "max(c.level, coalesce(v.level, 'L0'))"
export const PROVEN_AT = "max(c.at, coalesce(v.at, ''))"

/** Whether a copy counts: SQL over COPIES. @param since see provenSince */
export function counts(since: string): string {
  return `${LEVEL} >= 'L1' AND ${PROVEN_AT} >= '${since}' AND k.state = 'paired'`
}

/** Whether the packet lies on this computer: it does unless it left by the rule under this epoch. */
export function isHere(packet: string): string {
  return `NOT EXISTS (SELECT 1 FROM purged g WHERE g.packet = ${packet} AND g.epoch = (SELECT epoch FROM change_counter))`
}

/** How many disks hold a packet: an SQL expression over a table with that packet's id. */
export function disksHolding(packet: string, since: string): string {
  return `(SELECT count(*) FROM ${COPIES} WHERE c.packet = ${packet} AND ${counts(since)})`
}

/** How many devices: this computer and those disks. */
function devices(packet: string, since: string): string {
  return `((${isHere(packet)}) + ${disksHolding(packet, since)})`
}

/** Whether nobody but one device has a packet and no site has answered for it: its resident might have to come back. */
export function isOnceOnly(packet: string, since: string): string {
  return `(${devices(packet, since)} < 2 AND NOT EXISTS (SELECT 1 FROM receipt q WHERE q.packet = ${packet}))`
}

/** How many devices hold a packet: this computer and the disks whose copy counts. */
export function devicesHolding(station: CustodyOf & { read: ReadDb }, id: string): number {
  return station.read.get<{ n: number }>(`SELECT ${devices(':id', provenSince(station))} AS n`, { id })!.n
}

/** Where a packet's copies are, and who has answered for it. @param read within the caller's transaction */
export function custodyOf(read: ReadDb, station: CustodyOf, id: string): Recording['custody'] {
  const since = provenSince(station)
  return {
    here: read.get<{ here: number }>(`SELECT ${isHere(':id')} AS here`, { id })!.here === 1,
    disks: read
      .all<Omit<Recording['custody']['disks'][number], 'counts'> & { counts: number }>(
        `SELECT c.disk, k.label, ${LEVEL} AS level, ${PROVEN_AT} AS at, k.place, k.holder, k.state, (${counts(since)}) AS counts
         FROM ${COPIES} WHERE c.packet = :id ORDER BY k.label, c.disk`,
        { id },
      )
      .map((copy) => ({ ...copy, counts: copy.counts === 1 })),
    receipts: read.all('SELECT site, grade, at FROM receipt WHERE packet = ? ORDER BY site, at, serial', [
      id,
    ]),
    exported: read.all(
      'SELECT b.id AS bag, b.made_at AS at FROM bag_item i JOIN bag b ON b.id = i.bag WHERE i.packet = ? ORDER BY b.seq',
      [id],
    ),
  }
}
