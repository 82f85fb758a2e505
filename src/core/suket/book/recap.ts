import type { ReadDb } from '../../db/handles.ts'
import { secondsOf } from '../days.ts'
import type { Range } from './rows.ts'

/** What happened on one day under one issuer; `renewed` are letters issued in the place of an older one, counted in `issued` too. */
export interface RecapDay {
  readonly day: string
  readonly issuer: string
  readonly issued: number
  readonly renewed: number
  readonly withdrawn: number
  readonly void: number
}

/**
 * The recap of a range, per local day and issuer, days without a letter left out. A letter counts on the day that stands on it and
 * again on the day on which it was withdrawn or made void.
 */
export function suketRecap(db: ReadDb, { from, to }: Range, zone: string): RecapDay[] {
  // Indonesia's zones keep one offset all year: SQLite shifts the instants by it.
  const offset = Date.parse(`${from}T00:00:00Z`) / 1000 - secondsOf(from, zone, 'start')
  return db.all<RecapDay>(
    `WITH act (day, issuer, issued, renewed, withdrawn, void) AS (
       SELECT issued_on, issuer, 1, renews IS NOT NULL, 0, 0 FROM suket
       UNION ALL
       SELECT date(ended_at, :shift), issuer, 0, 0, state = 'withdrawn', state = 'void' FROM suket
       WHERE state IN ('withdrawn', 'void'))
     SELECT day, issuer, sum(issued) AS issued, sum(renewed) AS renewed, sum(withdrawn) AS withdrawn, sum(void) AS void
     FROM act WHERE day BETWEEN :from AND :to GROUP BY day, issuer ORDER BY day, issuer`,
    { from, to, shift: `${offset >= 0 ? '+' : '-'}${Math.abs(offset)} seconds` },
  )
}
