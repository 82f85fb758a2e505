import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EPOCH, sampleId, STATION } from '../testing/sample.ts'
import { formatStamp, parseStamp, PURPOSES, type Stamp } from './stamp.ts'

const ID = sampleId(1)

test('spells what FORMATS.md says', () => {
  const stamp: Stamp = { purpose: 'packet', station: STATION, epoch: EPOCH, seq: 12, id: ID }
  expect(formatStamp(stamp)).toBe(`rekam:packet:v1 station=${STATION} epoch=${EPOCH} seq=12 id=${ID}`)
  expect(formatStamp({ purpose: 'report' })).toBe('rekam:report:v1')
})

test('every stamp comes back', () => {
  const stamps = fc.record({
    purpose: fc.constantFrom(...PURPOSES),
    station: fc.stringMatching(/^[A-Z0-9]{4,20}$/).filter((code) => !/^(?:COM|LPT)\d$/.test(code)),
    epoch: fc.nat(999).map(sampleId),
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  })
  fc.assert(
    fc.property(stamps, (stamp) => {
      expect(parseStamp(formatStamp(stamp))).toEqual(stamp)
    }),
  )
})

const GOOD = `station=${STATION} epoch=${EPOCH} seq=12 id=${ID}`
test.each([
  ['nothing', ''],
  ['a minisign default', 'timestamp:1479913800\tfile:x'],
  ['another version', `rekam:packet:v2 ${GOOD}`],
  ['an unknown purpose', `rekam:purchase:v1 ${GOOD}`],
  ['a prototype as purpose', `rekam:constructor:v1 ${GOOD}`],
  ['a missing field', `rekam:packet:v1 station=${STATION} epoch=${EPOCH} seq=12`],
  ['a field twice', `rekam:packet:v1 ${GOOD} id=${ID}`],
  ['another order', `rekam:packet:v1 epoch=${EPOCH} station=${STATION} seq=12 id=${ID}`],
  ['an unknown field', `rekam:packet:v1 ${GOOD} more=1`],
  ['a leading zero', `rekam:packet:v1 station=${STATION} epoch=${EPOCH} seq=012 id=${ID}`],
  ['an exponent', `rekam:packet:v1 station=${STATION} epoch=${EPOCH} seq=1e3 id=${ID}`],
  [
    'a number beyond exactness',
    `rekam:packet:v1 station=${STATION} epoch=${EPOCH} seq=9007199254740993 id=${ID}`,
  ],
  ['zero', `rekam:packet:v1 station=${STATION} epoch=${EPOCH} seq=0 id=${ID}`],
  ['two spaces', `rekam:packet:v1  ${GOOD}`],
  ['a space behind', `rekam:packet:v1 ${GOOD} `],
  ['a path as station', `rekam:packet:v1 station=.. epoch=${EPOCH} seq=12 id=${ID}`],
  ['far too much', `rekam:report:v1${' id=a'.repeat(100)}`],
])('refuses %s', (_, comment) => {
  expect(() => parseStamp(comment)).toThrow(expect.objectContaining({ code: 'FORMAT-UNREADABLE' }))
})

test('refuses to say less than the purpose requires, or what nobody could read', () => {
  const invalid = expect.objectContaining({ code: 'FORMAT-INVALID' })
  expect(() => formatStamp({ purpose: 'packet', seq: 1, id: ID })).toThrow(invalid)
  expect(() => formatStamp({ purpose: 'receipt', seq: 1.5, id: ID })).toThrow(invalid)
  expect(() => formatStamp({ purpose: 'bag', seq: 1, id: 'a b' })).toThrow(invalid)
})
