import type { StationRules } from './station.ts'
import { forgetDistrust } from './upload/index.ts'
import { withdrawCancelled, withdrawIssued } from './suket/index.ts'

/** What rooms do in the transactions of rooms before them, which do not know them. */
export const stationRules: StationRules = {
  cancelled: withdrawCancelled,
  issued: withdrawIssued,
  profiled: forgetDistrust,
}
