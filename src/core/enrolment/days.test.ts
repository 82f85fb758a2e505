import { expect, test } from 'vitest'
import { momentsOf } from '../../lib/moments-of.ts'
import { dayIn, shortDayIn } from './days.ts'

test.each([
  ['Asia/Jakarta', '2026-11-22T17:00:00.000Z'],
  ['Asia/Makassar', '2026-11-22T16:00:00.000Z'],
  ['Asia/Jayapura', '2026-11-22T15:00:00.000Z'],
])('the 23rd of %s begins at %s', (zone, from) => {
  expect(dayIn(zone, new Date(from))).toBe('2026-11-23')
  expect(dayIn(zone, new Date(Date.parse(from) - 1))).toBe('2026-11-22')
  const { to } = momentsOf(zone, '2026-11-23')
  expect(dayIn(zone, new Date(to))).toBe('2026-11-24')
  expect(shortDayIn(zone, from)).toBe('23-11-2026')
})
