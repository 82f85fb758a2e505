import type { Zone } from '../../../contract/zone.ts'

/** The zone of this computer: what a restore speaks of is not here yet, its profile neither. */
export function zoneHere(): Zone {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return here === 'Asia/Makassar' || here === 'Asia/Jayapura' ? here : 'Asia/Jakarta'
}
