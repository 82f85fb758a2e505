import { describe, expect, it } from 'vitest'
import { formatBytes, formatCount, splitSeconds } from './amount.ts'

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [2_400_000, '2,4 MB'],
    [512_000_000_000, '512 GB'],
    [3_200_000_000_000_000, '3.200 TB'],
  ])('%d bytes', (bytes, text) => expect(formatBytes(bytes, 'id')).toBe(text))

  it('follows the language', () => expect(formatBytes(2_400_000, 'en')).toBe('2.4 MB'))
})

it('groups thousands as the language does', () => {
  expect(formatCount(100_000, 'id')).toBe('100.000')
  expect(formatCount(100_000, 'en')).toBe('100,000')
})

it('never promises less time than is left', () => {
  expect(splitSeconds(124.2)).toEqual({ minutes: 2, seconds: 5 })
  expect(splitSeconds(-3)).toEqual({ minutes: 0, seconds: 0 })
})
