import { RECAP_FIGURES, type RecapBy, type RecapFigures } from '../../../contract/recap.ts'
import { momentsOf } from '../../../lib/moments-of.ts'
import type { ReadDb } from '../../db/handles.ts'
import { isOutside } from '../../enrolment/index.ts'
import { fieldNow } from '../../resident/index.ts'

export interface Span {
  /** Local days, both in it: yyyy-mm-dd. */
  readonly from: string
  readonly to: string
}

export type Counted = RecapFigures & { readonly key: string }

/** Indonesia's zones keep one offset all year: SQLite shifts moments by it. */
function shiftOf(zone: string, day: string): string {
  const seconds = (Date.parse(`${day}T00:00:00.000Z`) - Date.parse(momentsOf(zone, day).from)) / 1000
  return `${seconds >= 0 ? '+' : '-'}${Math.abs(seconds)} seconds`
}

const VILLAGE = fieldNow('r', 'desaKelurahan')
const KIND = "iif(json_valid(m.amendment), json_extract(m.amendment, '$.kind'), '')"

/** One column per figure, in the order of RECAP_FIGURES: SQL, 0 for those that a source does not tell. */
function told(
  figures: Partial<RecapFigures> | Readonly<Partial<Record<keyof RecapFigures, string>>>,
): string {
  return RECAP_FIGURES.map((figure) => figures[figure] ?? 0).join(', ')
}

/** The key of a row, by what it is asked by. @param of what the source says */
function keyOf(by: RecapBy, of: { day: string; operator: string; village: string }): string {
  if (by === 'month') return `substr(${of.day}, 1, 7)`
  return of[by]
}

function acts(by: RecapBy): string {
  // Villages are looked up where they are asked for alone: a resident's biodata is a document.
  const village = by === 'village' ? `coalesce(${VILLAGE}, '')` : "''"
  const key = (day: string, operator: string) => keyOf(by, { day, operator, village })
  return `
    SELECT ${key('date(r.sealed_at, :shift)', 'r.operator')} AS key, ${told({ recorded: '1', outside: isOutside('r') })}
      FROM recording r WHERE r.kind = 'recording' AND r.sealed_at >= :start AND r.sealed_at < :end
    UNION ALL SELECT ${key('date(m.sealed_at, :shift)', 'm.operator')}, ${told({ corrected: `${KIND} = 'correction'`, cancelled: `${KIND} = 'cancellation'` })}
      FROM recording m LEFT JOIN recording r ON r.id = m.amends WHERE m.kind = 'amendment' AND m.sealed_at >= :start AND m.sealed_at < :end
    UNION ALL SELECT ${key('s.issued_on', 's.operator')}, ${told({ suket: '1' })}
      FROM suket s LEFT JOIN recording r ON r.id = s.recording WHERE s.issued_on BETWEEN :from AND :to
    UNION ALL SELECT ${key('date(s.ended_at, :shift)', "''")}, ${told({ suketEnded: '1' })}
      FROM suket s LEFT JOIN recording r ON r.id = s.recording
      WHERE s.state IN ('withdrawn', 'void') AND s.ended_at >= :start AND s.ended_at < :end
    UNION ALL SELECT ${key('date(c.printed_at, :shift)', "''")}, ${told({ printed: '1' })}
      FROM card c LEFT JOIN recording r ON r.id = c.recording WHERE c.printed_at >= :start AND c.printed_at < :end
    UNION ALL SELECT ${key('date(c.issued_at, :shift)', "''")}, ${told({ handedOver: '1' })}
      FROM card c LEFT JOIN recording r ON r.id = c.recording WHERE c.issued_at >= :start AND c.issued_at < :end`
}

/** The figures of a piece by one key. */
function pieceRows(db: ReadDb, { from, to }: Span, zone: string, by: RecapBy): Counted[] {
  const rows = db.all<Counted>(
    `WITH act (key, ${RECAP_FIGURES.join(', ')}) AS (${acts(by)})
     SELECT key, ${RECAP_FIGURES.map((figure) => `sum(${figure}) AS ${figure}`).join(', ')} FROM act GROUP BY key ORDER BY key`,
    { from, to, start: momentsOf(zone, from).from, end: momentsOf(zone, to).to, shift: shiftOf(zone, from) },
  )
  return rows.filter((row) => RECAP_FIGURES.some((figure) => row[figure] > 0))
}

/** At most so many pieces: what has no index is read once for each. */
const PIECES = 12

/** A span in pieces of whole months, in their order: between two of them whoever counts can say how far it is, and be ended. */
export function piecesOf({ from, to }: Span): Span[] {
  const months: Span[] = []
  for (let first = from; first <= to; ) {
    const next = new Date(`${first.slice(0, 7)}-01T00:00:00.000Z`)
    next.setUTCMonth(next.getUTCMonth() + 1)
    const last = new Date(next.getTime() - 86_400_000).toISOString().slice(0, 10)
    months.push({ from: first, to: last < to ? last : to })
    first = next.toISOString().slice(0, 10)
  }
  const each = Math.ceil(months.length / PIECES)
  return months
    .filter((_, n) => n % each === 0)
    .map((month, n) => ({ from: month.from, to: months[Math.min((n + 1) * each, months.length) - 1]!.to }))
}

/**
 * The figures of a span by one key, in the order of the key; keys of which nothing is told are left out.
 * @param onPiece called after each piece of the span
 */
export function recapRows(
  db: ReadDb,
  span: Span,
  zone: string,
  by: RecapBy,
  onPiece: () => void = () => undefined,
): Counted[] {
  const found = new Map<string, Counted>()
  for (const piece of piecesOf(span)) {
    for (const row of pieceRows(db, piece, zone, by)) {
      const before = found.get(row.key)
      found.set(row.key, before ? { key: row.key, ...sumOf([before, row]) } : row)
    }
    onPiece()
  }
  return [...found.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

/** The sum of some rows. */
export function sumOf(rows: readonly RecapFigures[]): RecapFigures {
  const sum = (figure: keyof RecapFigures) => rows.reduce((all, row) => all + row[figure], 0)
  return Object.fromEntries(RECAP_FIGURES.map((figure) => [figure, sum(figure)])) as RecapFigures
}
