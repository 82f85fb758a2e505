/** What the word index of the resident list holds of a person, and what is asked of it. */
import { fold } from '../fold.ts'
import { nameWords } from '../same-person.ts'

/** A word that is no name begins with its kind: names have no digits, so nobody types one by accident. */
const KIND = { sound: '0', frame: '1', born: '2', village: '3' } as const

/**
 * A word's consonants behind its first letter, without h, j, w and y, which slip most: `nurhayati`, `nurayti` and `nurhayti` are all
 * `nrt`.
 */
export function frameOf(sound: string): string {
  // Jani and Yani.
  const first = sound.slice(0, 1).replace('y', 'j')
  const rest = sound.slice(1).replace(/[aeiouhjwy]/g, '')
  return `${first}${rest}`.replace(/(.)\1+/g, '$1')
}

/** A village as one word. */
export function villageToken(village: string): string {
  return `${KIND.village}${fold(village).replaceAll(' ', '')}`
}

/** A date of birth or the beginning of one, `yyyy`, `yyyy-mm`, `yyyy-mm-dd`. */
export function bornToken(date: string): string {
  return `${KIND.born}${date.replaceAll('-', '')}`
}

/** All words under which a person is found, once each, with one space between. */
export function wordsOf(person: { name: string; birthDate: string; village: string }): string {
  const sounds = nameWords(person.name)
  const all = new Set([...wordsIn(person.name), ...sounds.map(soundToken), ...sounds.map(frameToken)])
  if (person.birthDate !== '') all.add(bornToken(person.birthDate))
  if (person.village !== '') {
    all.add(villageToken(person.village))
    for (const word of wordsIn(person.village)) all.add(word)
  }
  return [...all].join(' ')
}

export const soundToken = (sound: string) => `${KIND.sound}${sound}`
export const frameToken = (sound: string) => `${KIND.frame}${frameOf(sound)}`

/** A word of the index, as FTS5 is asked for it. */
export const whole = (token: string) => `"${token}"`

/** Words that begin so. */
export const beginning = (token: string) => `"${token}" *`

/** Words as they stand in a name, folded. */
export const wordsIn = (text: string): string[] => fold(text).split(' ').filter(Boolean)
