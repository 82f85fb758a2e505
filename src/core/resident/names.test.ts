import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NAME_MAX, cardName, nameWarnings } from './names.ts'

describe('names that keep the rule', () => {
  test.each([
    'Contoh Satu',
    'CONTOH SATU',
    'Renée Élodie Contoh',
    'Ni Contoh Ñandu',
    'I Gusti Contoh',
    'Contoh Ng',
  ])('%s', (name) => expect(nameWarnings(name)).toEqual([]))

  test('made of two to six Latin words with vowels have no warning', () => {
    const short = /^(?:abd|ahm|moc?h|mohd|muc?h|muhd)$/i
    const word = fc.stringMatching(/^[A-Za-z]?[aeiouéüÅ][a-z]{1,6}$/).filter((one) => !short.test(one))
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 6 }), (words) => {
        expect(nameWarnings(words.join(' '))).toEqual([])
      }),
    )
  })
})

test.each([
  ['Contoh', ['NAME-ONE-WORD']],
  ['Contoh Delapan8', ['NAME-DIGIT']],
  ['Contoh ٣', ['NAME-DIGIT']],
  ["Contoh Nur'aini", ['NAME-PUNCTUATION']],
  ['Contoh Satu-Dua', ['NAME-PUNCTUATION']],
  ['M. Contoh Satu', ['NAME-PUNCTUATION', 'NAME-ABBREVIATION']],
  ['M Contoh Satu', ['NAME-ABBREVIATION']],
  ['Contoh A', ['NAME-ABBREVIATION']],
  ['Muh Contoh', ['NAME-ABBREVIATION']],
  ['Mhd Contoh', ['NAME-ABBREVIATION']],
  ['Contoh Сатy', ['NAME-NOT-LATIN']],
  ['例 二', ['NAME-NOT-LATIN']],
  ['Contoh 😀', ['NAME-PUNCTUATION']],
  ['', []],
  ['   ', []],
])('%j warns of %j', (name, expected) => {
  expect(nameWarnings(name)).toEqual(expected)
})

test('sixty characters with spaces are within the rule, sixty-one are not', () => {
  const sixty = `Contoh ${'Panjang '.repeat(6)}Sekal`
  expect(sixty).toHaveLength(NAME_MAX)
  expect(nameWarnings(sixty)).toEqual([])
  expect(nameWarnings(`${sixty}i`)).toEqual(['NAME-TOO-LONG'])
  expect(nameWarnings(`  ${sixty.replaceAll(' ', '   ')}  `)).toEqual([])
  expect(nameWarnings(sixty.replaceAll('a', 'a\u0301'))).toEqual([])
})

test('the name on the card is composed, in capitals, single-spaced, and stays so', () => {
  expect(cardName(' contoh   rene\u0301 ')).toBe('CONTOH RENÉ')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(cardName(cardName(name))).toBe(cardName(name))
    }),
  )
})
