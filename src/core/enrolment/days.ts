/** Making a formatter takes a millisecond; there are three zones. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/** A moment as its day in a time zone, yyyy-mm-dd. */
export function dayIn(zone: string, at: Date): string {
  let formatter = formatters.get(zone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
    formatters.set(zone, formatter)
  }
  return formatter.format(at)
}

/** The same as people here write it: dd-mm-yyyy. */
export function shortDayIn(zone: string, at: string): string {
  return dayIn(zone, new Date(at)).split('-').toReversed().join('-')
}
