import type { ReadDb } from '../../db/handles.ts'
import { secondsOf } from '../days.ts'
import type { Range } from './rows.ts'

/** Numbers that no letter of this register has, because a restore went on above them: both ends in it, and why. */
export interface Gap {
  readonly issuer: string
  readonly year: number
  readonly from: number
  readonly to: number
  readonly reason: string
  /** When somebody said so. */
  readonly at: string
}

/** The gaps that were explained on the local days of a range. */
export function suketGaps(db: ReadDb, { from, to }: Range, zone: string): Gap[] {
  const instant = (seconds: number) => new Date(seconds * 1000).toISOString()
  return db.all<Gap>(
    `SELECT issuer, year, from_seq AS "from", to_seq AS "to", reason, at FROM register_gap
     WHERE at >= ? AND at < ? ORDER BY at, issuer, from_seq`,
    [instant(secondsOf(from, zone, 'start')), instant(secondsOf(to, zone, 'end') + 1)],
  )
}
