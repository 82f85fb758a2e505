import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DayBytes, daysUntilFull } from './forecast.ts'

const TODAY = '2026-11-29'
const DAY = 86_400_000
const day = (ago: number) => new Date(Date.parse(TODAY) - ago * DAY).toISOString().slice(0, 10)
const every = (step: number, from: number, bytes: number): DayBytes[] =>
  Array.from({ length: Math.ceil(from / step) }, (_, n) => ({ day: day(n * step), bytes }))
const filled: DayBytes = { day: day(200), bytes: 900e9 }

test.each<[string, number, DayBytes[], number | null]>([
  ['a gigabyte each day', 20e9, [filled, ...every(1, 60, 1e9)], 20],
  ['seven gigabytes once a week', 20e9, [filled, ...every(7, 60, 7e9)], 20],
  ['nothing but the first filling', 20e9, [filled], null],
  ['paired six days ago', 20e9, [{ day: day(6), bytes: 900e9 }, ...every(1, 6, 1e9)], null],
  ['paired ten days ago', 20e9, [{ day: day(10), bytes: 900e9 }, ...every(1, 10, 1e9)], 20],
  ['nothing in the last four weeks', 20e9, [filled, { day: day(30), bytes: 5e9 }], null],
  ['a day to come is no growth', 20e9, [filled, ...every(1, 60, 1e9), { day: day(-9), bytes: 1e12 }], 20],
  ['no commit yet', 20e9, [], null],
  ['full', 0, [filled, ...every(1, 60, 1e9)], 0],
])('%s', (_, free, days, left) => {
  expect(daysUntilFull(free, days, TODAY)).toBe(left)
})

const room = fc.nat({ max: 2e9 })
const growth = fc.array(
  fc.record({ day: fc.integer({ min: 0, max: 60 }).map(day), bytes: fc.nat({ max: 5e6 }) }),
  { maxLength: 60 },
)

test('at an even growth the disk still has room on the last day foretold, and none on the day after', () => {
  const daily = fc.integer({ min: 1, max: 4e6 })
  fc.assert(
    fc.property(room, daily, fc.integer({ min: 7, max: 100 }), (free, bytes, since) => {
      const left = daysUntilFull(free, [{ day: day(since), bytes: 1e9 }, ...every(1, since, bytes)], TODAY)!
      expect([left * bytes <= free, (left + 1) * bytes > free]).toEqual([true, true])
    }),
  )
})

test('more room is never fewer days, more growth never more; the order of days says nothing', () => {
  const soon = fc.record({ day: fc.nat({ max: 27 }).map(day), bytes: fc.nat({ max: 5e6 }) })
  fc.assert(
    fc.property(room, room, growth, soon, (free, more, days, also) => {
      const known = [filled, ...days]
      const left = (of: number, on: DayBytes[]) => daysUntilFull(of, on, TODAY) ?? Infinity
      const now = left(free, known)
      expect(now).toBeGreaterThanOrEqual(0)
      expect(left(free + more, known)).toBeGreaterThanOrEqual(now)
      expect(left(free, [...known, also])).toBeLessThanOrEqual(now)
      expect(left(free, known.toReversed())).toBe(now)
    }),
  )
})
