/**
 * Names by Permendagri 73/2022: two words or more, at most 60 characters with spaces, Latin letters, no digits, no
 * punctuation, no abbreviations. The rule is for new names; a name on record stays as it is, so all of it warns.
 */
import type { NameWarning } from '../../contract/biodata-notices.ts'

/** Most characters of a name with its spaces, counted as on the card. */
export const NAME_MAX = 60

/** Customary short forms of names, which the rule wants written out; words of consonants alone are warned of as well. */
const SHORT_FORMS = new Set(['ABD', 'AHM', 'MOCH', 'MOH', 'MOHD', 'MUCH', 'MUH', 'MUHD'])
/** Whole names that look like short ones: a family name, and the Balinese I of men's names. */
const WHOLE_NAMES = new Set(['NG', 'I'])

/** What of the rule a name does not keep, in the order of the rule; an empty name keeps all of it. */
export function nameWarnings(name: string): NameWarning[] {
  const card = cardName(name)
  if (card === '') return []
  const words = card.split(' ')
  const warnings: NameWarning[] = []
  if (words.length < 2) warnings.push('NAME-ONE-WORD')
  if (Array.from(card).length > NAME_MAX) warnings.push('NAME-TOO-LONG')
  if (/(?!\p{Script=Latin})\p{L}/u.test(card)) warnings.push('NAME-NOT-LATIN')
  if (/\p{N}/u.test(card)) warnings.push('NAME-DIGIT')
  if (/[^\p{L}\p{M}\p{N} ]/u.test(card)) warnings.push('NAME-PUNCTUATION')
  if (words.some(isAbbreviation)) warnings.push('NAME-ABBREVIATION')
  return warnings
}

function isAbbreviation(word: string): boolean {
  if (!/^\p{Script=Latin}+\.?$/u.test(word) || WHOLE_NAMES.has(word)) return false
  if (word.endsWith('.') || word.length === 1 || SHORT_FORMS.has(word)) return true
  return !/[^B-DF-HJ-NP-TV-XZ]/.test(word)
}

/** The name as the card prints it: composed, single spaces, capitals by the rules of no particular language. */
export function cardName(name: string): string {
  // Capitals may compose where small letters did not (Greek iota with two accents).
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim().toUpperCase().normalize('NFC')
}
