export interface RecapSpan {
  readonly kind: 'day' | 'week' | 'month' | 'year'
  readonly from: string
  readonly to: string
}

const DAY_MS = 86_400_000
const MONTHS = 12

function daysBefore(today: string, days: number): string {
  return new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, 10)
}

/** What a recap is asked of: today and the six days before, the week, this month and the eleven before it, this year and the last. */
export function recapSpans(today: string): RecapSpan[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const days = Array.from({ length: 7 }, (_, back): RecapSpan => {
    const day = daysBefore(today, back)
    return { kind: 'day', from: day, to: day }
  })
  const months = Array.from({ length: MONTHS }, (_, back): RecapSpan => {
    const first = new Date(Date.UTC(year, month - 1 - back, 1))
    const last = new Date(Date.UTC(year, month - back, 0))
    return { kind: 'month', from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) }
  })
  const years = [year, year - 1].map(
    (one): RecapSpan => ({ kind: 'year', from: `${one}-01-01`, to: `${one}-12-31` }),
  )
  return [...days, { kind: 'week', from: daysBefore(today, 6), to: today }, ...months, ...years]
}
