import type { Pace } from '../../contract/upload.ts'
import type { Station } from '../station.ts'
import { lineOf } from './line.ts'
import { paceAt } from './pace.ts'

/** How the line may be used at this moment. */
export function paceNow({ profile, read, ports }: Station): Pace {
  return paceAt(lineOf(read), profile.station.zone, ports.now())
}
