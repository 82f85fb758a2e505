import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from './fold.ts'

test.each([
  ["Oi Fo'o", 'oi foo'],
  ['Soka"an', 'sokaan'],
  ['Regapu’u', 'regapuu'],
  ['  PenanaE ', 'penanae'],
  ['Renée  ÉLODIE', 'renee elodie'],
  ['Lubuk Pakam I,II', 'lubuk pakam i ii'],
  ['Kel. Nae/Sarae', 'kel nae sarae'],
  ['...', ''],
])('%j folds to %j', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

test('folding is idempotent and blind to case, composition and outer spaces', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'É', 'e\u0301', 'ñ', ' ', "'", '-', '1', 'Z') }),
      (text) => {
        expect(fold(fold(text))).toBe(fold(text))
        expect(fold(` ${text.toUpperCase().normalize('NFD')} `)).toBe(fold(text))
      },
    ),
  )
})
