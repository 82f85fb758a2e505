import { expect, it } from 'vitest'
import { lengthOf } from './length.ts'

it('says an outage in minutes, hours or days', () => {
  expect(lengthOf(5)).toEqual({ unit: 'minutes', count: 1 })
  expect(lengthOf(3599)).toEqual({ unit: 'minutes', count: 59 })
  expect(lengthOf(47 * 3600)).toEqual({ unit: 'hours', count: 47 })
  expect(lengthOf(48 * 3600)).toEqual({ unit: 'days', count: 2 })
  expect(lengthOf(180 * 86_400 + 7)).toEqual({ unit: 'days', count: 180 })
})
