import type { Recording } from '../../../contract/enrolment.ts'
import type { ReadDb } from '../../db/handles.ts'
import type { Station } from '../../station.ts'

/**
 * The one rule of what counts as a copy, for lists, lamps, board, the green light and purge: it was read back from the medium (L1) or
 * cold (L2), within the days of the Dinas' policy and not in days to come (decision 0121), on a disk that is neither lost nor retired. SQL
 * over `COPIES`. L3 is a receipt, which is no device.
 */

/** What a policy is asked of: the profile and the clock. */
export type CustodyOf = Pick<Station, 'profile' | 'ports'>

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** When a copy must have been proven to count, both included; ISO. */
export interface Within {
  readonly since: string
  /** A proof from later was made under a clock that ran ahead: it says nothing about when. */
  readonly until: string
}

/** So many whole hours are let pass for a clock that was set right by a little, or by a zone. */
const TOLERANCE_HOURS = 2

/** Until when a moment is no day to come, by what the station's clock says now; whole hours. */
export function plausibleUntil(now: Date): string {
  const hour = Math.floor(now.getTime() / HOUR_MS)
  return new Date((hour + TOLERANCE_HOURS) * HOUR_MS).toISOString()
}

/** By the policy and the station's clock; whole hours so that what is counted from it can be kept for a while. */
export function provenWithin({ profile, ports }: CustodyOf): Within {
  const days = profile.policies.copies.verifiedWithinDays
  const since = ports.now().getTime() - days * DAY_MS
  return {
    since: new Date(Math.floor(since / HOUR_MS) * HOUR_MS).toISOString(),
    until: plausibleUntil(ports.now()),
  }
}

/** Copies with their disks and what later verification of their volumes proved: tables c, k and v. */
export const COPIES =
  'copy c JOIN disk k ON k.id = c.disk LEFT JOIN volume_check v ON v.disk = c.disk AND v.volume = c.volume'

/** The level of a copy. */
export const LEVEL = "max(c.level, coalesce(v.level, 'L0'))"

/**
 * When a copy was last proven by a clock that can be believed; empty when never. A copy is written and each later verification replaces the one
 * before, so a single verification under the right clock mends what a wrong one wrote.
 */
function provenAt(until: string): string {
  return latestUntil(['c.at', "coalesce(v.at, '')"], until)
}

/** The latest of some moments that is not to come; empty when there is none. As SQL. */
export function latestUntil(moments: readonly string[], until: string): string {
  return `max(${moments.map((at) => `iif(${at} <= '${until}', ${at}, '')`).join(', ')})`
}

/** Whether a copy counts: SQL over COPIES. @param within see provenWithin */
export function counts({ since, until }: Within): string {
  return `${LEVEL} >= 'L1' AND ${provenAt(until)} >= '${since}' AND k.state = 'paired'`
}

/** Whether the packet has not left this computer by the rule under this epoch: its file is owed to every disk. */
export function hasNotLeft(packet: string): string {
  return `NOT EXISTS (SELECT 1 FROM purged g WHERE g.packet = ${packet} AND g.epoch = (SELECT epoch FROM change_counter))`
}

/** Whether the packet lies on this computer: it has not left, and nobody missed its file (decision 0122). */
export function isHere(packet: string): string {
  return `(${hasNotLeft(packet)} AND NOT EXISTS (SELECT 1 FROM packet_absent x WHERE x.packet = ${packet}))`
}

/** How many disks hold a packet: an SQL expression over a table with that packet's id. */
export function disksHolding(packet: string, within: Within): string {
  return `(SELECT count(*) FROM ${COPIES} WHERE c.packet = ${packet} AND ${counts(within)})`
}

/** How many devices: this computer and those disks. */
function devices(packet: string, within: Within): string {
  return `((${isHere(packet)}) + ${disksHolding(packet, within)})`
}

/** Whether nobody but one device has a packet and no site has answered for it: its resident might have to come back. */
export function isOnceOnly(packet: string, within: Within): string {
  return `(${devices(packet, within)} < 2 AND NOT EXISTS (SELECT 1 FROM receipt q WHERE q.packet = ${packet}))`
}

/** How many devices hold a packet: this computer and the disks whose copy counts. */
export function devicesHolding(station: CustodyOf & { read: ReadDb }, id: string): number {
  return station.read.get<{ n: number }>(`SELECT ${devices(':id', provenWithin(station))} AS n`, { id })!.n
}

/** Where a packet's copies are, and who has answered for it. @param read within the caller's transaction */
export function custodyOf(read: ReadDb, station: CustodyOf, id: string): Recording['custody'] {
  const within = provenWithin(station)
  const at = `coalesce(nullif(${provenAt(within.until)}, ''), max(c.at, coalesce(v.at, '')))`
  return {
    here: read.get<{ here: number }>(`SELECT ${isHere(':id')} AS here`, { id })!.here === 1,
    disks: read
      .all<Omit<Recording['custody']['disks'][number], 'counts'> & { counts: number }>(
        `SELECT c.disk, k.label, ${LEVEL} AS level, ${at} AS at, k.place, k.holder, k.state, (${counts(within)}) AS counts
         FROM ${COPIES} WHERE c.packet = :id ORDER BY k.label, c.disk`,
        { id },
      )
      .map((copy) => ({ ...copy, counts: copy.counts === 1 })),
    receipts: read.all(
      `SELECT site, grade, at FROM (SELECT site, grade, at, serial FROM receipt WHERE packet = :id
         UNION ALL SELECT site, 'post', at, serial FROM post_receipt WHERE packet = :id) ORDER BY site, at, serial`,
      { id },
    ),
    exported: read.all(
      'SELECT b.id AS bag, b.made_at AS at FROM bag_item i JOIN bag b ON b.id = i.bag WHERE i.packet = ? ORDER BY b.seq',
      [id],
    ),
  }
}
