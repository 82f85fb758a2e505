import { expect, it } from 'vitest'
import { fieldOf, groupBlocking, problemWords, slotWords, warningWords } from './notices.ts'

it('groups what is missing by step, in the order of the SOP', () => {
  const groups = groupBlocking([
    { code: 'CAPTURE-MISSING', step: 'irises', slot: 'iris-left' },
    { code: 'BIODATA-REQUIRED', step: 'biodata', field: 'agama' },
    { code: 'CAPTURE-MISSING', step: 'irises', slot: 'iris-right' },
  ])
  expect(groups.map(({ step, items }) => [step, items.length])).toEqual([
    ['biodata', 1],
    ['irises', 2],
  ])
})

it('names captures and warnings in the language of the window', () => {
  const missing = { code: 'CAPTURE-MISSING', step: 'fingers', slot: 'finger-right-ring' } as const
  expect(slotWords(missing, 'id')).toBe('jari manis kanan')
  expect(slotWords(missing, 'en')).toBe('right ring finger')
  expect(warningWords({ code: 'NIK-SEX-MISMATCH', step: 'biodata' }, 'id')).toContain('Jenis kelamin')
  expect(warningWords({ code: 'LOW-SCORE', step: 'fingers' }, 'id')).toBeNull()
})

it('says what is wrong with a field, not that an empty one is empty', () => {
  expect(problemWords('BIODATA-REQUIRED', 'id')).toBeNull()
  expect(problemWords('DATE-INVALID', 'id')).toBe('Tanggal itu tidak ada.')
  expect(fieldOf({ code: 'BIODATA-REQUIRED', step: 'biodata', field: 'agama' })).toBe('agama')
  expect(fieldOf({ code: 'BIODATA-UNKNOWN-FIELD', step: 'biodata', field: 'constructor' })).toBeNull()
})
