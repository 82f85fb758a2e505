import type { Recap, RecapBy } from '../../../contract/recap.ts'
import { refuse } from '../../refuse.ts'
import { regionsAt } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { type Counted, recapRows, type Span, sumOf } from './queries.ts'

const YEARS = 5

/** RECAP-RANGE where the days are the wrong way round or too far apart. */
export function checkSpan({ from, to }: Span): void {
  if (from > to || Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > YEARS) throw refuse('RECAP-RANGE')
}

/** What was counted by one key, with its sum; villages by their names. */
export function shownRecap({ paths }: Station, by: RecapBy, rows: readonly Counted[]): Recap {
  const regions = by === 'village' ? regionsAt(paths.resources) : undefined
  const word = (key: string) => regions?.path(key).at(-1)?.name ?? key
  return { rows: rows.map((row) => ({ ...row, word: word(row.key) })), total: sumOf(rows) }
}

/** The figures of some days by one key, counted at once: for the terminal, beside which nobody waits. RECAP-RANGE. */
export function recap(station: Station, span: Span, by: RecapBy): Recap {
  checkSpan(span)
  return shownRecap(station, by, recapRows(station.read, span, station.profile.station.zone, by))
}
