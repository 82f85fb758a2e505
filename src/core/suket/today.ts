import type { Station } from '../station.ts'
import { dayIn } from './days.ts'

/** The station's own calendar day. */
export function todayOf({ profile, ports }: Pick<Station, 'profile' | 'ports'>): string {
  return dayIn(profile.station.zone, ports.now())
}
