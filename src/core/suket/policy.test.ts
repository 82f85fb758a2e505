import { describe, expect, it } from 'vitest'
import { assertAllowed, policyOn } from './policy.ts'

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
    expect(() => assertAllowed([], '2026-01-01')).toThrow(
      expect.objectContaining({ code: 'SUKET-FORBIDDEN' }),
    )
    expect(() => assertAllowed(entries, '2021-01-01')).toThrow(
      expect.objectContaining({ code: 'SUKET-FORBIDDEN' }),
    )
    expect(() => assertAllowed(entries, '2018-01-01')).not.toThrow()
  })
})
