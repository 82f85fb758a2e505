/**
 * Which way a status may go, and by whose word. `official` edges stand in the published vocabulary; the others follow
 * from how the work is done and are marked, so that a centre that behaves otherwise is met by changing this table.
 */
import { CENTRAL_STATUSES, type CentralStatus } from './status.ts'

/** station: our own act. central: the centre reported it. reset: the official recovery, with a person's reason. */
export type TransitionActor = 'station' | 'central' | 'reset'

export interface Transition {
  readonly from: CentralStatus
  readonly to: CentralStatus
  readonly by: TransitionActor
  readonly official: boolean
}

function edges(
  by: TransitionActor,
  official: boolean,
  table: Partial<Record<CentralStatus, readonly CentralStatus[]>>,
): Transition[] {
  return CENTRAL_STATUSES.flatMap((from) => (table[from] ?? []).map((to) => ({ from, to, by, official })))
}

const VERDICTS = [
  'PRINT_READY_RECORD',
  'DUPLICATE_RECORD',
  'ENROLL_FAILURE_AT_CENTRAL',
  'ENROLL_FAILURE_AT_REGIONAL',
  'SEARCH_FAILURE_AT_CENTRAL',
  'ADJUDICATE_RECORD',
  'REQUEST_VALIDATION',
] as const

export const TRANSITIONS: readonly Transition[] = [
  ...edges('station', true, {
    UNREGISTERED: ['BIO_CAPTURED'],
    BIO_CAPTURED: ['PROCESSING'],
    PROCESSING: ['SENT_FOR_ENROLLMENT'],
  }),
  ...edges('central', true, {
    SENT_FOR_ENROLLMENT: ['RECEIVED_AT_CENTRAL'],
    RECEIVED_AT_CENTRAL: VERDICTS,
    PRINT_READY_RECORD: ['SENT_FOR_CARD_PRINTING'],
    SENT_FOR_CARD_PRINTING: ['CARD_PRINTED'],
    CARD_PRINTED: ['CARD_SHIPPED'],
    CARD_SHIPPED: ['CARD_ISSUED'],
  }),
  ...edges('central', false, {
    // carried by hand: received without an upload of ours
    BIO_CAPTURED: ['RECEIVED_AT_CENTRAL'],
    PROCESSING: ['RECEIVED_AT_CENTRAL'],
    // a regional server can refuse before the centre sees it
    SENT_FOR_ENROLLMENT: ['ENROLL_FAILURE_AT_REGIONAL'],
    // decisions
    ADJUDICATE_RECORD: ['PRINT_READY_RECORD', 'DUPLICATE_RECORD'],
    REQUEST_VALIDATION: ['PRINT_READY_RECORD', 'DUPLICATE_RECORD', 'ENROLL_FAILURE_AT_CENTRAL'],
    DUPLICATE_RECORD: ['PRINT_READY_RECORD'],
  }),
  ...edges('station', false, {
    // a recording that was cancelled before anything left the station
    BIO_CAPTURED: ['UNREGISTERED'],
    PROCESSING: ['BIO_CAPTURED', 'UNREGISTERED'],
    // printed and handed over in the same house
    PRINT_READY_RECORD: ['SENT_FOR_CARD_PRINTING'],
    SENT_FOR_CARD_PRINTING: ['CARD_PRINTED', 'PRINT_READY_RECORD'],
    CARD_PRINTED: ['CARD_ISSUED', 'PRINT_READY_RECORD'],
    CARD_SHIPPED: ['CARD_ISSUED'],
  }),
  ...edges('reset', true, {
    SENT_FOR_ENROLLMENT: ['BIO_CAPTURED'],
    ENROLL_FAILURE_AT_CENTRAL: ['BIO_CAPTURED'],
    ENROLL_FAILURE_AT_REGIONAL: ['BIO_CAPTURED'],
    SEARCH_FAILURE_AT_CENTRAL: ['BIO_CAPTURED'],
  }),
]

/** Whether one step is allowed on somebody's word. */
export function canStep(from: CentralStatus, to: CentralStatus, by: TransitionActor): boolean {
  return TRANSITIONS.some((edge) => edge.from === from && edge.to === to && edge.by === by)
}

/**
 * Whether a status that the centre reports can follow from ours, over steps that we were not told of: a station that
 * was offline for a week sees the result, not the way. A report that cannot follow is kept for a person to look at.
 */
export function canBeReported(from: CentralStatus, to: CentralStatus): boolean {
  const seen = new Set<CentralStatus>([from])
  for (const at of seen) {
    for (const edge of TRANSITIONS) {
      if (edge.by !== 'central' || edge.from !== at) continue
      if (edge.to === to) return true
      seen.add(edge.to)
    }
  }
  return false
}

const FINAL = new Set<CentralStatus>([
  'PRINT_READY_RECORD',
  'SENT_FOR_CARD_PRINTING',
  'CARD_PRINTED',
  'CARD_SHIPPED',
  'CARD_ISSUED',
])

/** Unique and print-ready, or later: the only statuses whose receipt lets a packet leave the station. */
export function isFinalStatus(status: CentralStatus): boolean {
  return FINAL.has(status)
}

/** Whether the official recovery, back to BIO_CAPTURED and a new attempt, is open. */
export function canReset(status: CentralStatus): boolean {
  return canStep(status, 'BIO_CAPTURED', 'reset')
}
