import type { CentralStatus } from '../../contract/status.ts'
import type { Record } from '../registry/records.ts'
import type { Match } from './match.ts'

export interface Verdict {
  readonly status: CentralStatus
  /** The other packets and why, as it is kept with the case. */
  readonly found: string | null
}

/**
 * What penunggalan decides of a case. Same fingers: recorded twice, whatever the NIK says (DUPLICATE_RECORD). Same NIK with other
 * fingers, or the same biodata: similar, a person decides (ADJUDICATE_RECORD). Something missing: ENROLL_FAILURE_AT_CENTRAL. Biodata
 * that contradict the NIK: the Dinas confirms them first (REQUEST_VALIDATION). Else it is unique (PRINT_READY_RECORD).
 */
export function verdictOf(record: Pick<Record, 'complete' | 'valid'>, matches: readonly Match[]): Verdict {
  const found =
    matches.length === 0 ? null : matches.map(({ likeness, packet }) => `${likeness}:${packet}`).join(' ')
  if (record.complete === 0) return { status: 'ENROLL_FAILURE_AT_CENTRAL', found: null }
  if (matches.some(({ likeness }) => likeness === 'nik-and-fingers' || likeness === 'fingers')) {
    return { status: 'DUPLICATE_RECORD', found }
  }
  if (matches.length > 0) return { status: 'ADJUDICATE_RECORD', found }
  return { status: record.valid === 0 ? 'REQUEST_VALIDATION' : 'PRINT_READY_RECORD', found: null }
}
