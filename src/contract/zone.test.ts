import { describe, expect, it } from 'vitest'
import { dayOf, formatInstant, formatTime } from './zone.ts'

describe('moments', () => {
  it('never shows a time without its zone', () => {
    const at = new Date('2017-03-17T16:30:00Z')
    expect(formatTime(at, 'Asia/Makassar')).toBe('00.30 WITA')
    expect(formatInstant('2017-03-17T16:30:00.000Z', 'Asia/Makassar')).toBe('18-03-2017 00.30 WITA')
    expect(formatInstant('2017-03-17T16:30:00.000Z', 'Asia/Jakarta')).toBe('17-03-2017 23.30 WIB')
    expect(dayOf(at, 'Asia/Jayapura')).toBe('2017-03-18')
  })
})
