/** Words of a name that somebody typed, and three ways of looking for them: as written, as they sound, by their consonants. */
import { fold } from '../fold.ts'
import { nameWords, wordLikeness } from '../same-person.ts'
import { beginning, frameOf, frameToken, soundToken, whole, wordsIn } from './tokens.ts'

interface Named {
  readonly name: string
  readonly village: string
}

export interface ReadName {
  /** Questions to FTS5; words in any order, the last may be a beginning. '' where there is nothing to ask. */
  readonly written: string
  readonly sound: string
  readonly frame: string
  /** The whole name begins so. */
  begins(row: Named): boolean
  isWritten(row: Named): boolean
  sounds(row: Named): boolean
  /** Every word has its like, a slip or two apart. */
  isLike(row: Named): boolean
}

/** Shorter sounds begin too many words. */
const SOUND = 3
const FRAME = 2

/** Each word stands in the row, the last as a beginning. */
function stands(words: readonly string[], among: readonly string[]): boolean {
  return words.every((word, n) =>
    n === words.length - 1 ? among.some((one) => one.startsWith(word)) : among.includes(word),
  )
}

const all = (tokens: readonly string[]) =>
  tokens.map((token, n) => (n === tokens.length - 1 ? beginning(token) : whole(token))).join(' AND ')

/** Reads the words of a name. What is no letter at all asks for nothing. */
export function readName(text: string): ReadName {
  const words = wordsIn(text)
  const sounds = nameWords(text)
  const start = fold(text)
  const isHeard = sounds.some((sound) => sound.length >= SOUND)
  const isFramed = sounds.every((sound) => frameOf(sound).length >= FRAME)
  return {
    written: all(words),
    sound: isHeard && (sounds.at(-1) ?? '').length >= SOUND ? all(sounds.map(soundToken)) : '',
    frame: isHeard && isFramed ? sounds.map((sound) => whole(frameToken(sound))).join(' AND ') : '',
    begins: ({ name }) => fold(name).startsWith(start),
    isWritten: ({ name, village }) => stands(words, [...wordsIn(name), ...wordsIn(village)]),
    sounds: ({ name }) => stands(sounds, nameWords(name)),
    isLike({ name }) {
      const among = nameWords(name)
      return sounds.every((sound) => among.some((one) => wordLikeness(sound, one) > 0))
    },
  }
}
