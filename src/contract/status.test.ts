import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CENTRAL_STATUSES, STATUS, centralStatusSchema, statusCode, type CentralStatus } from './status.ts'
import { TRANSITIONS, canBeReported, canReset, canStep, isFinalStatus } from './status-transitions.ts'

const pairs = CENTRAL_STATUSES.flatMap((from) => CENTRAL_STATUSES.map((to) => [from, to] as const))
const anyStatus = fc.constantFrom(...CENTRAL_STATUSES)

test('every status has its words, and no two share one', () => {
  const words = CENTRAL_STATUSES.map((status) => STATUS[status].word)
  expect(new Set(words).size).toBe(16)
  for (const { tell } of Object.values(STATUS)) {
    expect(tell.id).toMatch(/^[A-Z].*\.$/)
    expect(tell.en).toMatch(/^[A-Z].*\.$/)
    expect(`${tell.id}${tell.en}`).not.toContain('!')
  }
  expect(Object.keys(STATUS)).toEqual([...CENTRAL_STATUSES])
})

test('the short codes of the Suket', () => {
  expect(statusCode('SENT_FOR_ENROLLMENT')).toBe('SFE')
  expect(statusCode('PRINT_READY_RECORD')).toBe('PRR')
  expect(statusCode('BIO_CAPTURED')).toBe('BIO_CAPTURED')
})

test('an unknown constant is refused', () => {
  expect(centralStatusSchema.safeParse('SFE').success).toBe(false)
  expect(centralStatusSchema.safeParse('CARD_ISSUED').success).toBe(true)
})

describe('transitions', () => {
  test('no edge stands twice or leads to itself', () => {
    const names = TRANSITIONS.map((edge) => `${edge.from}>${edge.to}:${edge.by}`)
    expect(new Set(names).size).toBe(names.length)
    for (const edge of TRANSITIONS) expect(edge.from).not.toBe(edge.to)
  })

  test('the straight way from the desk to the card', () => {
    const way: [CentralStatus, 'station' | 'central'][] = [
      ['BIO_CAPTURED', 'station'],
      ['PROCESSING', 'station'],
      ['SENT_FOR_ENROLLMENT', 'station'],
      ['RECEIVED_AT_CENTRAL', 'central'],
      ['PRINT_READY_RECORD', 'central'],
      ['SENT_FOR_CARD_PRINTING', 'central'],
      ['CARD_PRINTED', 'central'],
      ['CARD_SHIPPED', 'central'],
      ['CARD_ISSUED', 'central'],
    ]
    let at: CentralStatus = 'UNREGISTERED'
    for (const [to, by] of way) {
      expect(canStep(at, to, by)).toBe(true)
      at = to
    }
  })

  test('the official recovery opens for SFE and failures alone', () => {
    expect(CENTRAL_STATUSES.filter(canReset)).toEqual([
      'SENT_FOR_ENROLLMENT',
      'ENROLL_FAILURE_AT_CENTRAL',
      'ENROLL_FAILURE_AT_REGIONAL',
      'SEARCH_FAILURE_AT_CENTRAL',
    ])
  })

  test('the centre never takes a record back to the desk, and never from a handed-over card', () => {
    fc.assert(
      fc.property(anyStatus, (status) => {
        for (const early of ['UNREGISTERED', 'BIO_CAPTURED', 'PROCESSING', 'SENT_FOR_ENROLLMENT'] as const) {
          expect(canBeReported(status, early)).toBe(false)
        }
        expect(canBeReported('CARD_ISSUED', status)).toBe(false)
      }),
    )
  })

  test('a report may skip what we were not told of, but only forward', () => {
    expect(canBeReported('SENT_FOR_ENROLLMENT', 'PRINT_READY_RECORD')).toBe(true)
    expect(canBeReported('BIO_CAPTURED', 'CARD_ISSUED')).toBe(true)
    expect(canBeReported('CARD_PRINTED', 'RECEIVED_AT_CENTRAL')).toBe(false)
    expect(canBeReported('PRINT_READY_RECORD', 'DUPLICATE_RECORD')).toBe(false)
    expect(canBeReported('UNREGISTERED', 'RECEIVED_AT_CENTRAL')).toBe(false)
  })

  test('what can be reported is the transitive closure of the single reports', () => {
    const reach = new Set(TRANSITIONS.filter((edge) => edge.by === 'central').map((e) => `${e.from}>${e.to}`))
    for (const via of CENTRAL_STATUSES) {
      for (const [from, to] of pairs) {
        if (reach.has(`${from}>${via}`) && reach.has(`${via}>${to}`)) reach.add(`${from}>${to}`)
      }
    }
    for (const [from, to] of pairs) expect(canBeReported(from, to)).toBe(reach.has(`${from}>${to}`))
  })

  test('final is print-ready or later, and once final a report stays final', () => {
    expect(isFinalStatus('PRINT_READY_RECORD')).toBe(true)
    expect(isFinalStatus('RECEIVED_AT_CENTRAL')).toBe(false)
    expect(isFinalStatus('DUPLICATE_RECORD')).toBe(false)
    const lost = pairs.filter(([a, b]) => isFinalStatus(a) && canBeReported(a, b) && !isFinalStatus(b))
    expect(lost).toEqual([])
  })
})
