import { describe, expect, it } from 'vitest'
import { assertAllowed, assertEligible, policyOn } from './policy.ts'

const code = (name: string): Error => expect.objectContaining({ code: name }) as Error

const entries = [
  { from: '2020-03-02', allowed: 'no' as const },
  { from: '2016-09-29', allowed: 'yes' as const },
  { from: '2026-01-01', allowed: 'reasons' as const, reasons: ['bencana'] },
]

describe('policy of letters', () => {
  it.each([
    ['2016-09-28', undefined],
    ['2016-09-29', 'yes'],
    ['2020-03-01', 'yes'],
    ['2020-03-02', 'no'],
    ['2026-01-01', 'reasons'],
  ])('on %s is %s', (day, allowed) => {
    expect(policyOn(entries, day)?.allowed).toBe(allowed)
  })

  it('forbids what nobody allowed', () => {
    expect(() => assertAllowed([], '2026-01-01', undefined)).toThrow(code('SUKET-FORBIDDEN'))
    expect(() => assertAllowed(entries, '2021-01-01', 'bencana')).toThrow(code('SUKET-FORBIDDEN'))
    expect(() => assertAllowed(entries, '2018-01-01', undefined)).not.toThrow()
  })

  it('asks for one of its reasons, and for no other', () => {
    expect(() => assertAllowed(entries, '2026-02-01', undefined)).toThrow(code('SUKET-REASON'))
    expect(() => assertAllowed(entries, '2026-02-01', 'karena diminta')).toThrow(code('SUKET-REASON'))
    expect(() => assertAllowed(entries, '2026-02-01', 'bencana')).not.toThrow()
    const none = [{ from: '2026-01-01', allowed: 'reasons' as const }]
    expect(() => assertAllowed(none, '2026-02-01', 'bencana')).toThrow(code('SUKET-FORBIDDEN'))
  })

  it('gives none to somebody who has the card, and one to everybody who was recorded', () => {
    expect(() => assertEligible('CARD_ISSUED')).toThrow(code('SUKET-CARD-ISSUED'))
    expect(() => assertEligible('UNREGISTERED')).toThrow(code('SUKET-NOT-RECORDED'))
    for (const status of ['BIO_CAPTURED', 'PRINT_READY_RECORD', 'ADJUDICATE_RECORD'] as const)
      expect(() => assertEligible(status)).not.toThrow()
  })
})
