import { expect, test } from 'vitest'
import { text, utf8 } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { cuts, flips } from '../testing/damage.ts'
import { golden } from '../testing/golden.ts'
import { AMENDMENT } from '../testing/samples.ts'
import { decodeAmendment, encodeAmendment } from './amendment.ts'

test('the amendment of the first version is read for ever, and written byte for byte again', () => {
  const bytes = golden('amendment', 'amendment.json')
  expect(decodeAmendment(bytes)).toEqual(AMENDMENT)
  expect(text(encodeAmendment(AMENDMENT))).toBe(text(bytes))
})

test('cut or changed it is refused or differs, and never crashes', () => {
  const bytes = encodeAmendment(AMENDMENT)
  for (const damaged of [...cuts(bytes.subarray(0, -1), 3), ...flips(bytes, 5)]) {
    try {
      expect(decodeAmendment(damaged)).not.toEqual(AMENDMENT)
    } catch (error) {
      expect(isFault(error)).toBe(true)
    }
  }
})

test('an approval is the supervisor’s alone; a correction says what; a later version is not taken', () => {
  const { changes: _, ...rest } = AMENDMENT
  const exceptions = [{ slot: 'finger-left-little', reason: 'tidak ada' }]
  expect(() => encodeAmendment(rest)).toThrow('FORMAT-INVALID')
  expect(() => encodeAmendment({ ...rest, kind: 'approval', exceptions, role: 'operator' })).toThrow(
    'FORMAT-INVALID',
  )
  expect(encodeAmendment({ ...rest, kind: 'approval', exceptions, role: 'penyelia' })).toBeDefined()
  const newer = utf8(text(encodeAmendment(AMENDMENT)).replace('"version":1', '"version":2'))
  expect(() => decodeAmendment(newer)).toThrow('FORMAT-NEWER')
})
