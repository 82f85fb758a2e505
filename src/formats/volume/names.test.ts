import { expect, test } from 'vitest'
import { commitNames, monthDir, sequenceOf, stationDir, volumeName } from './names.ts'

test('names are upper-case 8.3', () => {
  expect(volumeName(12)).toBe('S0000012.TAR')
  expect(commitNames(9_999_999)).toEqual({
    json: 'C9999999.JSN',
    copy: 'C9999999.BAK',
    signature: 'C9999999.SIG',
  })
  expect(stationDir('5272-01-A')).toBe('/REKAM/5272-01-A')
  expect(monthDir('2026-11-01T00:30:00+08:00')).toBe('202611')
})

test('and are read back', () => {
  expect(sequenceOf('S0000012.TAR')).toEqual({ kind: 'volume', sequence: 12 })
  expect(sequenceOf('C0000012.BAK')).toEqual({ kind: 'commit', sequence: 12 })
})

test.each([
  'S0000012.tar',
  'S12.TAR',
  'C0000012.TAR',
  'S0000000.TAR',
  'S0000012.TAR\n',
  'AUTORUN.INF',
  '../S0000012.TAR',
])('a foreign file: %j', (name) => {
  expect(sequenceOf(name)).toBeUndefined()
})

test('what makes no name', () => {
  for (const wrong of [0, -1, 1.5, 10_000_000, Number.NaN])
    expect(() => volumeName(wrong)).toThrow(RangeError)
  for (const wrong of ['..', 'A/B', 'CON']) {
    expect(() => stationDir(wrong)).toThrow(expect.objectContaining({ code: 'FORMAT-INVALID' }))
  }
  expect(() => monthDir('../../..')).toThrow(expect.objectContaining({ code: 'FORMAT-INVALID' }))
})
