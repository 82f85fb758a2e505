/** Days of letters are the station's own calendar days, not UTC's. */
export function dayIn(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return parts.format(at)
}

/** The same day `months` later; a day that the month does not have becomes its last (31 August + 6 = 28 February). */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0))
  last.setUTCDate(Math.min(date, last.getUTCDate()))
  return last.toISOString().slice(0, 10)
}

/** The day `days` later, or earlier where it is negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

const LONG = new Intl.DateTimeFormat('id-ID', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** 17 Maret 2017, as in letters. */
export function longDay(day: string): string {
  return LONG.format(new Date(`${day}T00:00:00Z`))
}

/** 17-03-2017, as on cards and in fields. */
export function shortDay(day: string): string {
  return day.split('-').toReversed().join('-')
}

/** Seconds since 1970 at the start (or the last second) of a day in a zone. */
export function secondsOf(day: string, zone: string, edge: 'start' | 'end'): number {
  const noon = new Date(`${day}T12:00:00Z`)
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const [hour, minute] = shown.format(noon).split(':').map(Number) as [number, number]
  // Indonesia's zones keep a whole-hour offset all year (WIB +7, WITA +8, WIT +9): noon UTC shows the offset.
  const offset = hour * 60 + minute - 720
  const start = Date.parse(`${day}T00:00:00Z`) / 1000 - offset * 60
  return edge === 'start' ? start : start + 86_399
}
