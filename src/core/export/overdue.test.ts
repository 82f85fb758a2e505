import { expect, it } from 'vitest'
import { overdueOf, type Standing } from './overdue.ts'

const made: Standing = {
  state: 'made',
  made_at: '2026-11-01T00:00:00.000Z',
  handed_at: null,
  arrived_at: null,
}
const policies = { suket: [], copies: { places: 2, verifiedWithinDays: 30 }, canaryDays: 30 }
const on = (day: string) => new Date(`2026-11-${day}T12:00:00.000Z`)

it('a bag that nobody took for three days, that did not arrive in seven, that was not answered in fourteen', () => {
  expect(overdueOf(made, policies, on('03'))).toBeNull()
  expect(overdueOf(made, policies, on('04'))).toEqual({
    step: 'hand-over',
    since: '2026-11-04T00:00:00.000Z',
  })
  const handed: Standing = { ...made, state: 'handed-over', handed_at: '2026-11-02T00:00:00.000Z' }
  expect(overdueOf(handed, policies, on('08'))).toBeNull()
  expect(overdueOf(handed, policies, on('09'))?.step).toBe('arrive')
  const arrived: Standing = { ...handed, state: 'arrived', arrived_at: '2026-11-05T00:00:00.000Z' }
  expect(overdueOf(arrived, policies, on('18'))).toBeNull()
  expect(overdueOf(arrived, policies, on('20'))?.step).toBe('answer')
})

it('one that was cut off, and whose drive nobody plugged in for three days', () => {
  const cut: Standing = { ...made, state: 'interrupted' }
  expect(overdueOf(cut, policies, on('03'))).toBeNull()
  expect(overdueOf(cut, policies, on('04'))).toEqual({
    step: 'interrupted',
    since: '2026-11-04T00:00:00.000Z',
  })
})

it('follows the days of the profile, and is silent once answered or lost', () => {
  const strict = { ...policies, bags: { handOverDays: 1, arriveDays: 1, answerDays: 1 } }
  expect(overdueOf(made, strict, on('02'))?.step).toBe('hand-over')
  for (const state of ['answered', 'lost', 'unused'] as const) {
    expect(overdueOf({ ...made, state }, strict, on('30'))).toBeNull()
  }
})

it('is said at once of a bag that was taken while the clock ran seven years ahead', () => {
  const of: Standing = { ...made, state: 'handed-over', handed_at: '2033-11-02T00:00:00.000Z' }
  expect(overdueOf(of, policies, on('05'))).toEqual({ step: 'arrive', since: '2026-11-05T12:00:00.000Z' })
  expect(overdueOf({ ...of, handed_at: '2026-11-05T12:30:00.000Z' }, policies, on('05'))).toBeNull()
})
