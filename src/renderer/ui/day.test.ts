import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDay, parseDay, typeDay, yearsBetween } from './day.ts'

describe('parseDay', () => {
  it.each([
    ['17-03-2017', '2017-03-17'],
    ['17.03.2017', '2017-03-17'],
    ['7/3/2017', '2017-03-07'],
    ['17032017', '2017-03-17'],
    [' 29-02-2016 ', '2016-02-29'],
  ])('reads %s', (text, iso) => expect(parseDay(text)).toBe(iso))

  it.each(['31-02-2017', '29-02-2017', '17-13-2017', '00-01-2017', '17-03-17', '2017-03-17', '17-03-', ''])(
    'refuses %j',
    (text) => expect(parseDay(text)).toBeNull(),
  )

  it('reads back every day that it shows', () => {
    const days = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2100-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(days, (at) => {
        const iso = at.toISOString().slice(0, 10)
        expect(parseDay(formatDay(iso))).toBe(iso)
      }),
    )
  })
})

describe('typeDay', () => {
  it('puts hyphens while typing forward and never while deleting', () => {
    expect(typeDay('1', '17')).toBe('17-')
    expect(typeDay('17-0', '17-03')).toBe('17-03-')
    expect(typeDay('17-', '17')).toBe('17')
    expect(typeDay('', '17-03-2017')).toBe('17-03-2017')
  })

  it.each(['17-03-2017', '17.03.2017', '17/03/2017', '17 03 2017', '7-3-2017'])(
    'keeps the hyphens of who types them: %s',
    (keys) => {
      const typed = keys.split('').reduce((text, key) => typeDay(text, text + key), '')
      expect(formatDay(parseDay(typed) ?? '')).toBe(keys.startsWith('7') ? '07-03-2017' : '17-03-2017')
    },
  )

  it('lets a scanner type eight digits', () => {
    const typed = '17032017'.split('').reduce((text, digit) => typeDay(text, text + digit), '')
    expect(parseDay(typed)).toBe('2017-03-17')
  })
})

describe('formatDay', () => {
  it('keeps what is not a day as it was typed', () => expect(formatDay('31-02-20')).toBe('31-02-20'))
})

describe('yearsBetween', () => {
  it('counts birthdays, not years', () => {
    expect(yearsBetween('2000-03-17', '2017-03-16')).toBe(16)
    expect(yearsBetween('2000-03-17', '2017-03-17')).toBe(17)
    expect(yearsBetween('typed', '2017-03-17')).toBeNull()
  })
})
