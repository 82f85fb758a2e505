import { expect, it } from 'vitest'
import { paperJobStateSchema } from '../../../contract/suket.ts'
import { print as english } from '../../i18n/en/print.ts'
import { print as indonesian } from '../../i18n/id/print.ts'
import { countsOf, isLive, PRINT_MEANING, WHYS, whyOf } from './print-words.ts'

it('has a meaning and words for every state and every reason', () => {
  for (const state of paperJobStateSchema.options) {
    expect(PRINT_MEANING[state]).toBeDefined()
    expect(indonesian.states[state]).toMatch(/\w/)
    expect(english.states[state]).toMatch(/\w/)
  }
  for (const why of WHYS) expect(indonesian.whys[why]).toMatch(/\w/)
  expect(whyOf({ why: 'offline' })).toBe('offline')
  expect(whyOf({ why: 'INTERNAL' })).toBeNull()
  expect(whyOf({ why: null })).toBeNull()
})

it('counts a batch', () => {
  const jobs = (['done', 'done', 'failed', 'queued', 'waiting', 'unknown', 'cancelled'] as const).map(
    (state) => ({
      state,
    }),
  )
  expect(countsOf(jobs)).toEqual({ done: 2, failed: 1, cancelled: 1, unknown: 1, live: 2 })
  expect(isLive({ state: 'out-of-paper' })).toBe(true)
  expect(isLive({ state: 'unknown' })).toBe(false)
})
