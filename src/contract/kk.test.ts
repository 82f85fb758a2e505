import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kkSchema, kkWarnings, parseKk } from './kk.ts'

test('sixteen digits, however grouped, are read', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{16}$/), (kk) => {
      const grouped = `${kk.slice(0, 6)} ${kk.slice(6, 12)}.${kk.slice(12)}`
      expect(parseKk(grouped)).toEqual({ ok: true, kk, region: kk.slice(0, 6), serial: Number(kk.slice(12)) })
      expect(kkSchema.safeParse(kk).success).toBe(true)
    }),
  )
})

test.each([
  ['', 'KK-LENGTH'],
  ['527201170307001', 'KK-LENGTH'],
  ['52720117030700011', 'KK-LENGTH'],
  ['527201170307000I', 'KK-CHARACTERS'],
  ['52720117030700012x', 'KK-CHARACTERS'],
])('%j is refused with %s', (text, code) => {
  expect(parseKk(text)).toEqual({ ok: false, code })
  expect(kkSchema.safeParse(text).error?.issues[0]?.message).toBe(code)
})

describe('warnings', () => {
  const regionCodes = new Set(['527201'])
  test.each([
    ['5272011703070001', []],
    ['5299991703070001', ['KK-REGION-UNKNOWN']],
    ['5272015703070001', ['KK-DATE-UNLIKELY']],
    ['5272013002070001', ['KK-DATE-UNLIKELY']],
    ['5272010000000000', ['KK-DATE-UNLIKELY', 'KK-SERIAL-UNLIKELY']],
    ['no number', []],
  ])('%s gives %j', (kk, expected) => {
    expect(kkWarnings(kk, { regionCodes })).toEqual(expected)
  })
})

test('the stored form is the bare sixteen digits', () => {
  expect(kkSchema.safeParse('527201 170307 0001').success).toBe(false)
})
