import { describe, expect, it } from 'vitest'
import { nextStep, type NextStep, type StandingOfPacket, tellOf } from './next-step.ts'
import { canReset } from './status-transitions.ts'
import { CENTRAL_STATUSES, type CentralStatus, STATUS } from './status.ts'

const first = { attempt: 1, failures: 1, lacks: false, mended: false }
const FAILURES = ['ENROLL_FAILURE_AT_CENTRAL', 'ENROLL_FAILURE_AT_REGIONAL'] as const

const TABLE: readonly [string, readonly CentralStatus[], Partial<StandingOfPacket>, NextStep][] = [
  ['a whole packet fails for the first time', FAILURES, {}, 'resend'],
  ['it fails a second time', FAILURES, { attempt: 2, failures: 2 }, 'complete'],
  ['it was sent twice for want of an answer, and fails once', FAILURES, { attempt: 2 }, 'resend'],
  ['it lacks captures: sent again it fails again', FAILURES, { lacks: true }, 'complete'],
  ['what it lacked has come since', FAILURES, { attempt: 3, failures: 3, mended: true }, 'resend'],
  ['captures came, and it fails after them', FAILURES, { attempt: 2, failures: 2 }, 'complete'],
  ['a search fails', ['SEARCH_FAILURE_AT_CENTRAL'], { lacks: true }, 'resend'],
  ['a search fails again', ['SEARCH_FAILURE_AT_CENTRAL'], { attempt: 2, failures: 0 }, 'report'],
  ['no answer for a day', ['SENT_FOR_ENROLLMENT'], { failures: 0 }, 'resend'],
  ['no answer to the second sending', ['SENT_FOR_ENROLLMENT'], { attempt: 2, failures: 0 }, 'report'],
  ['biodata are doubted', ['REQUEST_VALIDATION'], {}, 'correct'],
  ['they were corrected', ['REQUEST_VALIDATION'], { mended: true }, 'corrected'],
  ['recorded twice', ['DUPLICATE_RECORD'], { attempt: 4, lacks: true }, 'dinas'],
  ['adjudication', ['ADJUDICATE_RECORD'], {}, 'centre'],
  ['print-ready', ['PRINT_READY_RECORD'], { lacks: true }, 'dinas'],
]

describe('the next step', () => {
  it.each(TABLE)('%s', (_name, statuses, of, step) => {
    for (const status of statuses) expect(nextStep({ ...first, status, ...of })).toBe(step)
  })

  it('of every other status is what the status says', () => {
    for (const status of CENTRAL_STATUSES) {
      if (canReset(status) || status === 'REQUEST_VALIDATION') continue
      expect(nextStep({ ...first, status, attempt: 9 })).toBe(STATUS[status].next)
    }
  })
})

describe('the resident is told what is done', () => {
  it('nobody who has to come is told that they need not', () => {
    for (const status of FAILURES) {
      expect(tellOf(status, 'complete').id).toContain('mohon dilengkapi')
      expect(tellOf(status, 'complete').en).not.toMatch(/need not|send it again/)
      expect(tellOf(status, 'resend')).toEqual(STATUS[status].tell)
    }
  })

  it('a validation speaks of what is looked at, and of what was corrected', () => {
    expect(tellOf('REQUEST_VALIDATION', 'correct').id).toContain('NIK')
    expect(tellOf('REQUEST_VALIDATION', 'corrected').id).toContain('dibetulkan')
  })
})
