/** A choice of the recap: a month, or a whole year. Days are yyyy-mm-dd. */
export interface Span {
  readonly from: string
  readonly to: string
  /** Null for a whole year. */
  readonly month: number | null
  readonly year: number
}

const two = (n: number) => String(n).padStart(2, '0')

function monthOf(year: number, month: number): Span {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return { from: `${year}-${two(month)}-01`, to: `${year}-${two(month)}-${two(last)}`, month, year }
}

const yearOf = (year: number): Span => ({ from: `${year}-01-01`, to: `${year}-12-31`, month: null, year })

/** The month of a day (yyyy-mm-dd) and the eleven before it, newest first; then its year and the one before. */
export function spansUntil(today: string): Span[] {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const months = Array.from({ length: 12 }, (_, back) => {
    const at = year * 12 + month - 1 - back
    return monthOf(Math.floor(at / 12), (at % 12) + 1)
  })
  return [...months, yearOf(year), yearOf(year - 1)]
}
