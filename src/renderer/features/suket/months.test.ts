import { expect, it } from 'vitest'
import { spansUntil } from './months.ts'

it('offers twelve months without a gap, over the turn of the year, and two years', () => {
  const spans = spansUntil('2024-02-10')
  expect(spans[0]).toEqual({ from: '2024-02-01', to: '2024-02-29', month: 2, year: 2024 })
  expect(spans[2]).toEqual({ from: '2023-12-01', to: '2023-12-31', month: 12, year: 2023 })
  expect(spans).toHaveLength(14)
  for (let n = 1; n < 12; n++) {
    const next = new Date(`${spans[n]!.to}T00:00:00Z`).getTime() + 86_400_000
    expect(new Date(next).toISOString().slice(0, 10)).toBe(spans[n - 1]!.from)
  }
  expect(spans.at(-1)).toEqual({ from: '2023-01-01', to: '2023-12-31', month: null, year: 2023 })
})
