import { createContext, use } from 'react'
import { formatInstant, type Zone } from '../../contract/zone.ts'

/** The station's zone, given by the open station; pages before it have none and show the computer's west-most guess. */
export const ZoneContext = createContext<Zone | null>(null)
const GUESS: Zone = 'Asia/Jakarta'

/** Writes moments in the station's zone. */
export function useInstant(): (instant: string) => string {
  const zone = use(ZoneContext) ?? GUESS
  return (instant) => formatInstant(instant, zone)
}

/** The station's zone itself. */
export function useZone(): Zone {
  return use(ZoneContext) ?? GUESS
}

/** The open station's zone, or another one for pages that are shown with and without a station. */
export function useZoneOr(other: Zone): Zone {
  return use(ZoneContext) ?? other
}
