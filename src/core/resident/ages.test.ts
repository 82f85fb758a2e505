import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ageOn, dayOfAge, eligibility, unknownBirthDate } from './ages.ts'

const anyDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('age', () => {
  test.each([
    ['2009-11-23', '2026-11-22', 16],
    ['2009-11-23', '2026-11-23', 17],
    ['2008-02-29', '2025-02-28', 16],
    ['2008-02-29', '2025-03-01', 17],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
    ['2026-11-24', '2026-11-23', -1],
    ['1999-12-31', '2000-01-01', 0],
  ])('born %s is on %s %i', (born, on, age) => {
    expect(ageOn(born, on)).toBe(age)
  })

  test('the day of an age is the first on which it is reached', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 120 }), (born, age) => {
        const reached = dayOfAge(born, age)
        const before = new Date(Date.parse(`${reached}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
        expect(ageOn(born, reached)).toBe(age)
        expect(ageOn(born, before)).toBe(age - 1)
      }),
    )
  })

  test('what is no day is a mistake of the caller', () => {
    expect(() => ageOn('1985-02-29', '2026-01-01')).toThrow(RangeError)
    expect(() => ageOn('1985-02-28', '')).toThrow(RangeError)
  })
})

describe('who may be recorded', () => {
  test.each([
    ['2009-11-23', '1', { may: 'record-and-print' }],
    ['2009-11-24', '1', { may: 'record', printFrom: '2026-11-24' }],
    ['2009-11-24', undefined, { may: 'record', printFrom: '2026-11-24' }],
    ['2010-11-23', '1', { may: 'record', printFrom: '2027-11-23' }],
    ['2010-11-24', '1', { may: 'nothing', recordFrom: '2026-11-24' }],
    ['2010-11-24', '2', { may: 'record-and-print' }],
    ['2010-11-24', '6', { may: 'record-and-print' }],
    ['2030-01-01', '2', { may: 'nothing', recordFrom: '2046-01-01' }],
  ])('born %s, marital status %s', (born, status, expected) => {
    expect(eligibility(born, status, '2026-11-23')).toEqual(expected)
  })

  test('as days pass nobody loses what they had', () => {
    const rank = { nothing: 0, record: 1, 'record-and-print': 2 }
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, fc.constantFrom('1', '2', '6'), (born, a, b, status) => {
        const [earlier, later] = a < b ? [a, b] : [b, a]
        const was = rank[eligibility(born, status, earlier).may]
        expect(rank[eligibility(born, status, later).may]).toBeGreaterThanOrEqual(was)
      }),
    )
  })
})

test('dates that stand for an unknown one', () => {
  expect(unknownBirthDate('1945-07-01')).toBe('year')
  expect(unknownBirthDate('1938-12-31')).toBe('year')
  expect(unknownBirthDate('1950-05-15')).toBe('month')
  expect(unknownBirthDate('1985-03-17')).toBeNull()
})
