/**
 * What is done next for a recording, and what its resident is told: by its status, by what was tried already, and by what the station itself
 * knows of the packet. The same bytes that failed once for what they lack fail again, so a further attempt is then no step.
 */
import { z } from 'zod'
import { canReset } from './status-transitions.ts'
import { type CentralStatus, STATUS, type StatusEntry } from './status.ts'

export const NEXT_STEPS = [
  /** A supervisor sends it again; the resident stays at home. */
  'resend',
  /** It was sent again before, and nothing came of it: the Dinas asks the centre. */
  'report',
  /** What it lacks is captured by an amendment, or it is recorded again: the resident is called. */
  'complete',
  /** NIK and birth date are looked at and corrected where they are wrong; else the Dinas confirms them. */
  'correct',
  /** It was corrected: the centre looks again. */
  'corrected',
  'resident',
  'station',
  'centre',
  'dinas',
  'nobody',
] as const
export const nextStepSchema = z.enum(NEXT_STEPS)
export type NextStep = z.infer<typeof nextStepSchema>

/** What a step depends on. */
export interface StandingOfPacket {
  readonly status: CentralStatus
  /** Which sending this is. */
  readonly attempt: number
  /** How many sendings ended as a failure of the packet itself. */
  readonly failures: number
  /** Captures are missing from it by this station's own register, and no amendment has brought any. */
  readonly lacks: boolean
  /** An amendment that answers the status was sealed since it stands: captures for a failure, a correction for a validation. */
  readonly mended: boolean
}

export function nextStep({ status, attempt, failures, lacks, mended }: StandingOfPacket): NextStep {
  switch (status) {
    case 'ENROLL_FAILURE_AT_CENTRAL':
    case 'ENROLL_FAILURE_AT_REGIONAL':
      return !mended && (lacks || failures > 1) ? 'complete' : 'resend'
    case 'REQUEST_VALIDATION':
      return mended ? 'corrected' : 'correct'
    default:
      if (!canReset(status)) return STATUS[status].next
      // The search failed, or no answer comes: nothing is wrong with the packet.
      return attempt > 1 ? 'report' : 'resend'
  }
}

const COMPLETE: StatusEntry['tell'] = {
  id: 'Rekaman Anda belum lengkap untuk pusat data; mohon dilengkapi di tempat perekaman.',
  en: 'Your record is not complete for the data centre; please have it completed where you were recorded.',
}
const CORRECT: StatusEntry['tell'] = {
  id: 'Pusat data meminta data Anda disahkan; kami periksa NIK dan tanggal lahir Anda, lalu membetulkannya atau melapor ke Dinas.',
  en: 'The data centre asks for your data to be validated; we check your NIK and birth date, and correct them or report to the Dinas.',
}
const CORRECTED: StatusEntry['tell'] = {
  id: 'Data Anda sudah dibetulkan; pusat data memeriksanya lagi.',
  en: 'Your data have been corrected; the data centre is checking them again.',
}

/** What is said to the resident: it promises nothing that the next step does not do. */
export function tellOf(status: CentralStatus, step: NextStep): StatusEntry['tell'] {
  switch (step) {
    case 'complete':
      return COMPLETE
    case 'correct':
      return CORRECT
    case 'corrected':
      return CORRECTED
    default:
      return STATUS[status].tell
  }
}
