import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysInMonth, isDefaultDate, isoDate, isoDateSchema, readIsoDate } from './iso-date.ts'

test('days of a month agree with the platform calendar over four centuries', () => {
  for (let year = 1900; year < 2300; year++) {
    for (let month = 1; month <= 12; month++) {
      expect(daysInMonth(year, month)).toBe(new Date(Date.UTC(year, month, 0)).getUTCDate())
    }
  }
})

test('writing and reading a day is the identity', () => {
  const day = fc.date({ min: new Date('1800-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, (date) => {
      const text = date.toISOString().slice(0, 10)
      const read = readIsoDate(text)
      if (read === null) throw new Error(text)
      expect(isoDate(read.year, read.month, read.day)).toBe(text)
    }),
  )
})

test.each([
  '2023-02-29',
  '1900-02-29',
  '2023-04-31',
  '2023-13-01',
  '2023-00-10',
  '2023-1-1',
  '17-03-2017',
  ' 2023-01-01',
  '0000-01-01',
  '',
])('%j is no day', (text) => {
  expect(readIsoDate(text)).toBeNull()
  expect(isoDateSchema.safeParse(text).error?.issues[0]?.message).toBe('DATE-INVALID')
})

test('the dates that stand for an unknown one', () => {
  expect(isDefaultDate(7, 1)).toBe('year')
  expect(isDefaultDate(12, 31)).toBe('year')
  expect(isDefaultDate(2, 15)).toBe('month')
  expect(isDefaultDate(7, 15)).toBe('month')
  expect(isDefaultDate(1, 7)).toBeNull()
})
