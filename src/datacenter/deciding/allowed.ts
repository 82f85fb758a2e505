import type { CentralStatus } from '../../contract/status.ts'
import { isFinalStatus } from '../../contract/status-transitions.ts'
import type { Record } from '../registry/records.ts'

/**
 * What a person may say of a case, by where it stands; everything else is penunggalan's, the print office's or the station's to say. A
 * packet that is received but cannot be used (unreadable, incomplete) is a failure at the centre or in the region (FACTS: statuses).
 */
const BY_PERSON: Partial<{ readonly [Status in CentralStatus]: readonly CentralStatus[] }> = {
  RECEIVED_AT_CENTRAL: ['ENROLL_FAILURE_AT_REGIONAL', 'ENROLL_FAILURE_AT_CENTRAL'],
  ADJUDICATE_RECORD: ['PRINT_READY_RECORD', 'DUPLICATE_RECORD'],
  REQUEST_VALIDATION: ['PRINT_READY_RECORD', 'DUPLICATE_RECORD', 'ENROLL_FAILURE_AT_CENTRAL'],
  DUPLICATE_RECORD: ['PRINT_READY_RECORD'],
  CARD_PRINTED: ['CARD_SHIPPED'],
}

/** Two final records of one person, one of them held back; a void recording is no conflict. */
export function isConflict({
  conflict,
  complete,
  status,
}: Pick<Record, 'conflict' | 'complete' | 'status'>): boolean {
  return conflict !== null && complete === 1 && isFinalStatus(status)
}

/**
 * What may be decided of a case. In a conflict: two persons (PRINT_READY_RECORD, it may be printed), or one person (DUPLICATE_RECORD: it
 * keeps its status, for its packet may have left the station, and is never printed).
 */
export function decidable(
  record: Pick<Record, 'conflict' | 'complete' | 'status'>,
): readonly CentralStatus[] {
  if (isConflict(record)) return ['PRINT_READY_RECORD', 'DUPLICATE_RECORD']
  return BY_PERSON[record.status] ?? []
}
