import { expect, test } from 'vitest'
import { momentsOf } from './moments-of.ts'

test.each([
  ['Asia/Jakarta', '2026-11-22T17:00:00.000Z'],
  ['Asia/Makassar', '2026-11-22T16:00:00.000Z'],
  ['Asia/Jayapura', '2026-11-22T15:00:00.000Z'],
  ['UTC', '2026-11-23T00:00:00.000Z'],
])('the 23rd of %s begins at %s and lasts a day', (zone, from) => {
  const moments = momentsOf(zone, '2026-11-23')
  expect(moments.from).toBe(from)
  expect(momentsOf(zone, '2026-11-24').from).toBe(moments.to)
})
