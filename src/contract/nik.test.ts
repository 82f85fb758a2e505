import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysInMonth, isoDate } from './iso-date.ts'
import {
  formatNik,
  maskNik,
  nikBirthDates,
  nikSchema,
  nikTypingProblem,
  nikWarnings,
  parseNik,
  type Sex,
} from './nik.ts'

/** The model: a person's facts, and the NIK that the rule writes for them. */
const person = fc
  .record({
    region: fc.integer({ min: 110101, max: 969999 }).map(String),
    year: fc.integer({ min: 1900, max: 2099 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    sex: fc.constantFrom<Sex>('1', '2'),
    serial: fc.integer({ min: 1, max: 9999 }),
  })
  .filter(({ year, month, day }) => day <= daysInMonth(year, month))

function write(p: { region: string; year: number; month: number; day: number; sex: Sex; serial: number }) {
  const two = (n: number) => String(n).padStart(2, '0')
  const dd = p.sex === '2' ? p.day + 40 : p.day
  return `${p.region}${two(dd)}${two(p.month)}${two(p.year % 100)}${String(p.serial).padStart(4, '0')}`
}

describe('a NIK written by the rule', () => {
  test('is read back as the same facts, however it is grouped', () => {
    fc.assert(
      fc.property(person, fc.constantFrom('', ' ', '.', '-', '\u00a0'), (p, gap) => {
        const nik = write(p)
        const text = ` ${nik.slice(0, 6)}${gap}${nik.slice(6, 12)}${gap}${nik.slice(12)}\n`
        expect(parseNik(text)).toEqual({
          ok: true,
          nik,
          region: p.region,
          day: p.day,
          month: p.month,
          yy: p.year % 100,
          sex: p.sex,
          serial: p.serial,
        })
        expect(nikSchema.safeParse(nik).success).toBe(true)
      }),
    )
  })

  test('agrees with its own birth date and sex without a warning', () => {
    fc.assert(
      fc.property(person, (p) => {
        const birthDate = isoDate(p.year, p.month, p.day)
        const regionCodes = new Set([p.region])
        expect(nikWarnings(write(p), { birthDate, sex: p.sex, regionCodes })).toEqual([])
      }),
    )
  })

  test('offers the true birth date among its candidates, and only days that exist', () => {
    fc.assert(
      fc.property(person, (p) => {
        const parts = parseNik(write(p))
        if (!parts.ok) throw new Error(parts.code)
        const dates = nikBirthDates(parts)
        expect(dates).toContain(isoDate(p.year, p.month, p.day))
        for (const date of dates) expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date)
      }),
    )
  })

  test('warns of the other sex whatever else it says', () => {
    fc.assert(
      fc.property(person, (p) => {
        expect(nikWarnings(write(p), { sex: p.sex === '1' ? '2' : '1' })).toContain('NIK-SEX-MISMATCH')
      }),
    )
  })
})

describe('hard checks', () => {
  test.each([
    ['', 'NIK-LENGTH'],
    ['527201170385000', 'NIK-LENGTH'],
    ['52720117038500011', 'NIK-LENGTH'],
    ['5272010003850001', 'NIK-DAY'],
    ['5272013203850001', 'NIK-DAY'],
    ['5272014003850001', 'NIK-DAY'],
    ['5272017203850001', 'NIK-DAY'],
    ['5272019903850001', 'NIK-DAY'],
    ['5272011700850001', 'NIK-MONTH'],
    ['5272011713850001', 'NIK-MONTH'],
    ['5272011703850000', 'NIK-SERIAL'],
    ['52720117038500O1', 'NIK-CHARACTERS'],
    ['٥٢٧٢٠١١٧٠٣٨٥٠٠٠١', 'NIK-CHARACTERS'],
    ['5272０11703850001', 'NIK-CHARACTERS'],
    ['+527201170385001', 'NIK-CHARACTERS'],
    ["5272011703850001' OR 1=1", 'NIK-CHARACTERS'],
    ['5272011703850001\u0000', 'NIK-CHARACTERS'],
  ])('%j is refused with %s', (text, code) => {
    expect(parseNik(text)).toEqual({ ok: false, code })
    const parsed = nikSchema.safeParse(text)
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([code])
  })

  test.each(['5272010103850001', '5272013103850001', '5272014103850001', '5272017112850001'])(
    'the edges of the day are taken: %s',
    (nik) => expect(parseNik(nik)).toMatchObject({ ok: true, nik }),
  )

  test('against a model over all day and month pairs', () => {
    for (let dd = 0; dd < 100; dd++) {
      for (let mm = 0; mm < 100; mm++) {
        const nik = `527201${String(dd).padStart(2, '0')}${String(mm).padStart(2, '0')}850001`
        const sound = ((dd > 0 && dd < 32) || (dd > 40 && dd < 72)) && mm > 0 && mm < 13
        expect(parseNik(nik).ok).toBe(sound)
      }
    }
  })

  test('any text is either read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        expect(typeof parseNik(text).ok).toBe('boolean')
        expect(maskNik(text)).toMatch(/^[0-9*]{6} \*{6} [0-9*]{4}$/)
      }),
    )
  })

  test('the stored form is the bare sixteen digits', () => {
    expect(nikSchema.safeParse('527201 170385 0001').success).toBe(false)
  })
})

describe('while typing', () => {
  test('no prefix of a sound NIK is called wrong', () => {
    fc.assert(
      fc.property(person, fc.nat(16), (p, n) => {
        expect(nikTypingProblem(write(p).slice(0, n))).toBeNull()
      }),
    )
  })

  test('a wrong day shows at the eighth digit, a wrong month at the tenth', () => {
    expect(nikTypingProblem('5272013')).toBeNull()
    expect(nikTypingProblem('52720135')).toBe('NIK-DAY')
    expect(nikTypingProblem('5272013113')).toBe('NIK-MONTH')
  })

  test('is grouped 6-6-4 as far as it goes', () => {
    expect(formatNik('5272011')).toBe('527201 1')
    expect(formatNik('5272011703850001')).toBe('527201 170385 0001')
    expect(formatNik('527201 170385 0001')).toBe('527201 170385 0001')
    expect(formatNik('')).toBe('')
  })
})

test('the mask hides the birth date and nothing leaks from a wrong length', () => {
  expect(maskNik('5272011703850001')).toBe('527201 ****** 0001')
  expect(maskNik('527201170385')).toBe('****** ****** ****')
})

describe('warnings', () => {
  const nik = '5272011703850001'

  test('old and unknown regions', () => {
    expect(nikWarnings(nik, { regionCodes: new Set(['527202']) })).toEqual(['NIK-REGION-UNKNOWN'])
    expect(nikWarnings(nik, { regionCodes: new Set(['527201']) })).toEqual([])
  })

  test.each([
    ['1985-03-17', []],
    ['1985-03-18', ['NIK-BIRTHDATE-MISMATCH']],
    ['1986-03-17', ['NIK-BIRTHDATE-MISMATCH']],
    ['2085-03-17', []],
    // the true date is unknown to the biodata: 1 July, 31 December of the year; the 15th of the month
    ['1985-07-01', ['NIK-BIRTHDATE-DEFAULT']],
    ['1985-12-31', ['NIK-BIRTHDATE-DEFAULT']],
    ['1985-03-15', ['NIK-BIRTHDATE-DEFAULT']],
    ['1985-04-15', ['NIK-BIRTHDATE-MISMATCH']],
    ['1984-07-01', ['NIK-BIRTHDATE-MISMATCH']],
    ['1985-02-30', []],
  ])('born %s gives %j', (birthDate, expected) => {
    expect(nikWarnings(nik, { birthDate })).toEqual(expected)
  })

  test('a NIK issued on a default date is not reissued when the true date becomes known', () => {
    expect(nikWarnings('5272010107600002', { birthDate: '1960-02-11' })).toEqual(['NIK-BIRTHDATE-DEFAULT'])
    expect(nikWarnings('5272013112600002', { birthDate: '1960-02-11' })).toEqual(['NIK-BIRTHDATE-DEFAULT'])
    expect(nikWarnings('5272011502600002', { birthDate: '1960-02-11' })).toEqual(['NIK-BIRTHDATE-DEFAULT'])
    expect(nikWarnings('5272011502600002', { birthDate: '1960-03-11' })).toEqual(['NIK-BIRTHDATE-MISMATCH'])
  })

  test('29 February exists in leap years only, and the century decides', () => {
    expect(nikWarnings('5272012902850001', {})).toEqual(['NIK-DATE-IMPOSSIBLE'])
    expect(nikWarnings('5272016902840001', {})).toEqual([])
    const parts = parseNik('5272012902000001')
    if (!parts.ok) throw new Error(parts.code)
    expect(nikBirthDates(parts)).toEqual(['2000-02-29'])
    expect(nikWarnings('5272013102850001', {})).toEqual(['NIK-DATE-IMPOSSIBLE'])
  })

  test('candidates in the future are left out when the day is known', () => {
    const parts = parseNik('5272011703850001')
    if (!parts.ok) throw new Error(parts.code)
    expect(nikBirthDates(parts, '2026-11-23')).toEqual(['1985-03-17'])
    expect(nikBirthDates(parts)).toEqual(['2085-03-17', '1985-03-17'])
  })

  test('an unsound NIK has problems, not warnings', () => {
    expect(nikWarnings('1', { birthDate: '1985-03-17', sex: '2', regionCodes: new Set() })).toEqual([])
  })
})
