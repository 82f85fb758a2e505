import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, dayIn, longDay, secondsOf, shortDay } from './days.ts'

const ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const
const days = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('days of letters', () => {
  it("is the station's own day, not UTC's", () => {
    expect(dayIn('Asia/Makassar', new Date('2026-11-23T16:30:00Z'))).toBe('2026-11-24')
    expect(dayIn('Asia/Jakarta', new Date('2026-11-23T16:30:00Z'))).toBe('2026-11-23')
  })

  it('adds months and stays in the month', () => {
    expect(addMonths('2026-11-23', 6)).toBe('2027-05-23')
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28')
    expect(addMonths('2027-08-31', 6)).toBe('2028-02-29')
  })

  it('is always exactly six calendar months ahead', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year, month] = day.split('-').map(Number) as [number, number]
        const [laterYear, laterMonth] = addMonths(day, 6).split('-').map(Number) as [number, number]
        expect(laterYear * 12 + laterMonth - (year * 12 + month)).toBe(6)
      }),
    )
  })

  it('adds days over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
  })

  it('speaks Indonesian', () => {
    expect(longDay('2017-03-17')).toBe('17 Maret 2017')
    expect(shortDay('2017-03-17')).toBe('17-03-2017')
  })

  it('knows the first and the last second of a day in each zone', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...ZONES), (day, zone) => {
        expect(dayIn(zone, new Date(secondsOf(day, zone, 'start') * 1000))).toBe(day)
        expect(dayIn(zone, new Date(secondsOf(day, zone, 'start') * 1000 - 1000))).not.toBe(day)
        expect(dayIn(zone, new Date(secondsOf(day, zone, 'end') * 1000))).toBe(day)
        expect(dayIn(zone, new Date(secondsOf(day, zone, 'end') * 1000 + 1000))).not.toBe(day)
      }),
    )
  })
})
