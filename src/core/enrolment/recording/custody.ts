import type { Recording } from '../../../contract/enrolment.ts'
import type { ReadDb } from '../../db/handles.ts'

/**
 * A copy counts once it was read back from the medium (L1), on a disk that is not lost. SQL over `copy c JOIN disk k`; L3 is a receipt,
 * which is no device.
 */
export const COUNTS = "c.level IN ('L1', 'L2') AND k.state NOT IN ('lost', 'revoked')"

/** How many disks hold a packet: an SQL expression over a table with that packet's id. */
export function disksHolding(packet: string): string {
  return `(SELECT count(*) FROM copy c JOIN disk k ON k.id = c.disk WHERE c.packet = ${packet} AND ${COUNTS})`
}

/** How many devices hold a packet: this computer and the disks whose copy was read back. */
export function devicesHolding(read: ReadDb, id: string): number {
  return 1 + read.get<{ n: number }>(`SELECT ${disksHolding('?')} AS n`, [id])!.n
}

/** Where a packet's copies are, and who has answered for it. */
export function custodyOf(read: ReadDb, id: string): Recording['custody'] {
  return {
    here: true,
    disks: read.all(
      `SELECT c.disk, k.label, c.level, c.at FROM copy c JOIN disk k ON k.id = c.disk
       WHERE c.packet = ? AND c.level IN ('L0', 'L1', 'L2') ORDER BY k.label, c.disk`,
      [id],
    ),
    receipts: read.all('SELECT site, grade, at FROM receipt WHERE packet = ? ORDER BY site, serial', [id]),
    exported: read.all(
      'SELECT b.id AS bag, b.made_at AS at FROM bag_item i JOIN bag b ON b.id = i.bag WHERE i.packet = ? ORDER BY b.seq',
      [id],
    ),
  }
}
