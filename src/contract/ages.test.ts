import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AGES, ageOf, daysOfAge } from './ages.ts'

it('every moment has one age, and lies within its days', () => {
  const moment = fc.date({ min: new Date('2016-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(moment, moment, (since, now) => {
      const text = since.toISOString()
      const within = AGES.filter((age) => {
        const { from, before } = daysOfAge(age, now)
        return text >= from && text < before
      })
      expect(within).toEqual([ageOf(text, now)])
      // What was kept by its day alone has the same age.
      expect(ageOf(text.slice(0, 10), now)).toBe(ageOf(text, now))
    }),
  )
})

it('the seventh day is still a week, the eighth is not', () => {
  const now = new Date('2026-11-27T03:00:00Z')
  expect(ageOf('2026-11-20T00:00:00.000Z', now)).toBe('week')
  expect(ageOf('2026-11-19T23:59:59.999Z', now)).toBe('month')
  expect(ageOf('2026-10-27T23:59:59.999Z', now)).toBe('old')
  expect(ageOf('2026-12-24T00:00:00.000Z', now)).toBe('today')
})
