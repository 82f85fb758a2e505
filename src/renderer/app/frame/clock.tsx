import { useNow } from '../../ui/use-now.ts'
import { formatTime, type Zone } from '../../../contract/zone.ts'

/** The time at the station with its zone; turns with the minute. */
export function Clock({ zone }: { zone: Zone }) {
  const now = useNow()
  return <time dateTime={now.toISOString()}>{formatTime(now, zone)}</time>
}
