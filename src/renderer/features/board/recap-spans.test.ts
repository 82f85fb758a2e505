import { expect, it } from 'vitest'
import { monthWord } from './month-word.ts'
import { recapSpans } from './recap-spans.ts'

it('days, the week, months to their last day and years, over the turn of a year', () => {
  const spans = recapSpans('2028-02-03')
  expect(spans[0]).toEqual({ kind: 'day', from: '2028-02-03', to: '2028-02-03' })
  expect(spans[6]).toEqual({ kind: 'day', from: '2028-01-28', to: '2028-01-28' })
  expect(spans[7]).toEqual({ kind: 'week', from: '2028-01-28', to: '2028-02-03' })
  expect(spans[8]).toEqual({ kind: 'month', from: '2028-02-01', to: '2028-02-29' })
  expect(spans[10]).toEqual({ kind: 'month', from: '2027-12-01', to: '2027-12-31' })
  expect(spans.at(-1)).toEqual({ kind: 'year', from: '2027-01-01', to: '2027-12-31' })
  expect(new Set(spans.map(({ from, to }) => `${from} ${to}`)).size).toBe(spans.length)
})

it('months in words', () => {
  expect(monthWord('2017-03', 'id')).toBe('Maret 2017')
  expect(monthWord('2017-03-17', 'en')).toBe('March 2017')
})
