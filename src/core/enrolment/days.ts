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

/** The moments between which a zone has this day: from inclusive, to exclusive, ISO in UTC. Indonesia has no summer time. */
export function momentsOf(zone: string, day: string): { from: string; to: string } {
  const noon = new Date(`${day}T12:00:00.000Z`)
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(noon)
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') || '+00:00'
  const from = new Date(`${day}T00:00:00.000${offset}`)
  return { from: from.toISOString(), to: new Date(from.getTime() + 86_400_000).toISOString() }
}
