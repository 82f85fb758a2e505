/**
 * Whether two entries may be the same person under another NIK: name, birth date and mother's name, each allowing for how names are
 * written here (Muhammad / Moh. / M., old spellings, doubled letters, titles) and for slips of the pen. Advice for a person's eyes.
 */
import { type CalendarDay, isDefaultDate, readIsoDate } from '../../contract/iso-date.ts'
import { fold } from './fold.ts'

export interface Identity {
  readonly name: string
  /** ISO day. */
  readonly birthDate: string
  /** `-` where she is not known. */
  readonly mother: string
}

/** Titles and fillers that one clerk writes and the next leaves out. */
const FILLERS = new Set(
  'h hj haji hajah dr drs dra ir prof st se sh sp spd sag skom amd mpd msi bin binti alm almh tn ny nn sdr sdri'.split(
    ' ',
  ),
)
const MUHAMMAD =
  /^(m|md|mh|mhd|moh|mohd|moch|mohammad|mohamad|mohamed|muh|muhd|much|muchamad|muchammad|muhamad|muhammad|muhammed|mochamad|mochammad|mohamat|muhamat)$/
const ABDUL = /^(abd|abdul|abdu|abdoel)$/

/** Spellings that sound the same: Soekarno and Sukarno, Djoko and Joko, Tjahyo and Cahyo, Achmad and Ahmad, doubled letters. */
function sound(word: string): string {
  return word
    .replace(/oe/g, 'u')
    .replace(/dj/g, 'j')
    .replace(/tj/g, 'c')
    .replace(/(ch|kh)/g, 'h')
    .replace(/(sj|sy)/g, 's')
    .replace(/nj/g, 'ny')
    .replace(/(ph|v)/g, 'f')
    .replace(/(dh|dz|z)/g, 'd')
    .replace(/th/g, 't')
    .replace(/q/g, 'k')
    .replace(/y(?=[^aeiou]|$)/g, 'i')
    .replace(/h$/, '')
    .replace(/(.)\1+/g, '$1')
}

/** A name as its sounding words. */
export function nameWords(name: string): string[] {
  const words = fold(name.replace(/\b([A-Za-z])\.(?=\s*[A-Za-z])/g, '$1 '))
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => (MUHAMMAD.test(word) ? 'muhamad' : ABDUL.test(word) ? 'abdul' : word))
  const kept = words.filter((word, i) => !FILLERS.has(word) || (i > 0 && words.length <= 2))
  return (kept.length > 0 ? kept : words).map(sound)
}

/** Edits (also of two neighbours swapped) from one word to another, at most `limit` + 1. */
function edits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, before[j - 2]! + 1)
      next.push(least)
    }
    before = row
    row = next
  }
  return Math.min(row[b.length]!, limit + 1)
}

/** How alike two words are, 0 to 1: a slip in five letters, an initial for the whole. */
export function wordLikeness(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length === 1) return long.startsWith(short) ? 0.75 : 0
  const allowed = short.length >= 8 ? 2 : short.length >= 4 ? 1 : 0
  if (allowed === 0) return 0
  const distance = edits(a, b, allowed)
  return distance > allowed ? 0 : 1 - distance / (short.length + 1)
}

/**
 * How alike two names are, 0 to 1. Every word of the shorter one must have its like in the longer; words that the other lacks cost;
 * the same letters with other gaps (Nur Hayati, Nurhayati) are the same name.
 */
export function nameLikeness(a: string, b: string): number {
  const [left, right] = [nameWords(a), nameWords(b)]
  if (left.length === 0 || right.length === 0) return 0
  const joined = left.length === right.length ? 0 : wordLikeness(left.join(''), right.join(''))
  const [few, many] = left.length <= right.length ? [left, right] : [right, left]
  const free = [...many]
  let sum = 0
  for (const word of few) {
    let best = -1
    let at = -1
    for (const [i, other] of free.entries()) {
      const alike = wordLikeness(word, other)
      if (alike > best) [best, at] = [alike, i]
    }
    if (best <= 0) return joined
    sum += best
    free.splice(at, 1)
  }
  // One word alone stands for many people: Siti is not every Siti Aminah.
  const coverage = few.length === many.length ? 1 : few.length === 1 ? 0.6 : 0.85
  return Math.max(joined, (sum / few.length) * coverage)
}

/** What a birth date says: the same, a slip apart, explained by a date that stands for an unknown one, or something else. */
export type BirthLikeness = 'same' | 'slip' | 'default' | 'other'

/** Whether a day may stand for any of its year: those of the custom, and 1 January, which is no custom of SIAK but of many who filled in forms. */
const mayBeAny = ({ month, day }: CalendarDay): boolean =>
  isDefaultDate(month, day) === 'year' || (month === 1 && day === 1)

/** Compares birth dates: day and month swapped or one digit wrong is a slip; 1 July, 31 December, 1 January and the 15th say little. */
export function birthLikeness(a: string, b: string): BirthLikeness {
  const [one, two] = [readIsoDate(a), readIsoDate(b)]
  if (!one || !two) return 'other'
  if ((mayBeAny(one) || mayBeAny(two)) && one.year === two.year) return 'default'
  if (a === b) return 'same'
  // The 15th stands for any day of its month.
  const isMonth =
    isDefaultDate(one.month, one.day) === 'month' || isDefaultDate(two.month, two.day) === 'month'
  if (isMonth && one.year === two.year && one.month === two.month) return 'default'
  const swapped = one.year === two.year && one.day === two.month && one.month === two.day
  const differing = Array.from(a).filter((digit, i) => digit !== b[i]).length
  return swapped || differing === 1 ? 'slip' : 'other'
}

/** From here on two entries are shown side by side. */
export const ALIKE = 0.75

/**
 * How likely two entries are one person, 0 to 1; at ALIKE and above they are worth a look. The name must be alike, and birth date
 * and mother must bear it out: a default date carries nothing, so that then name and mother must both be nearly equal.
 */
export function samePerson(a: Identity, b: Identity): number {
  const name = nameLikeness(a.name, b.name)
  if (name < 0.7) return 0
  const birth = birthLikeness(a.birthDate, b.birthDate)
  const unknown = a.mother.trim() === '-' || b.mother.trim() === '-'
  const mother = unknown ? 0.5 : nameLikeness(a.mother, b.mother)
  if (birth === 'other' || mother < 0.5) return 0
  if (birth === 'default') return name >= 0.85 && !unknown && mother >= 0.85 ? (name + mother) / 2 : 0
  if (birth === 'slip')
    return name >= 0.8 && !unknown && mother >= 0.75 ? 0.4 * name + 0.4 * mother + 0.15 : 0
  return 0.45 * name + 0.3 * mother + 0.25
}

/**
 * The birth dates under which the same person may stand, for an indexed search: the date, its digits slipped by one, day and month
 * swapped, and the default dates of its year and month. A 15th may stand for any day of its month, a default date of the year for any
 * day of that: then null.
 */
export function birthDatesToSearch(date: string): string[] | null {
  const read = readIsoDate(date)
  if (!read || mayBeAny(read)) return null
  const month = date.slice(0, 8)
  const ofYear = ['01-01', '07-01', '12-31'].map((day) => `${date.slice(0, 4)}-${day}`)
  const found = new Set([date, ...ofYear, `${month}15`])
  if (read.day === 15) for (let day = 1; day <= 31; day++) found.add(month + String(day).padStart(2, '0'))
  found.add(`${date.slice(0, 4)}-${date.slice(8)}-${date.slice(5, 7)}`)
  for (const at of [2, 3, 5, 6, 8, 9]) {
    for (let digit = 0; digit <= 9; digit++) found.add(date.slice(0, at) + digit + date.slice(at + 1))
  }
  return [...found].filter((day) => readIsoDate(day) !== null)
}
