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
