/** What somebody types into a search of people, read. */
import { isoDate, readIsoDate } from './iso-date.ts'

export interface Question {
  /** Digits of a NIK or a family card from their beginning, '' where none. */
  readonly digits: string
  /** Everything that is no number. */
  readonly words: string
  /** ISO date of birth, or its beginning (`yyyy`, `yyyy-mm`); '' where none. */
  readonly born: string
}

/** In the order of the year, in both languages of the window. */
const MONTHS = [
  'januari februari maret april mei juni juli agustus september oktober november desember',
  'january february march april may june july august september october november december',
].map((names) => names.split(' '))

/** 1 to 12 for the name of a month or its first letters, 0 where it is none. */
function monthOf(name: string): number {
  const found = MONTHS.map((names) => names.findIndex((one) => one.startsWith(name.toLowerCase())) + 1)
  return Math.max(...found)
}

const THIS_CENTURY = /^(?:19|20)\d\d$/

/** `dd-mm-yyyy`, `d/m/yyyy`, `yyyy-mm-dd`, `mm-yyyy`: the ISO text or its beginning; '' where it is none. */
function dateOf(text: string): string {
  if (readIsoDate(text)) return text
  const parts = text.split(/[-/.]/)
  const [year, month, day] = parts.toReversed().map(Number)
  if (!THIS_CENTURY.test(parts.at(-1) ?? '')) return ''
  if (parts.length === 3 && parts.every((part) => /^\d{1,4}$/.test(part))) {
    const iso = isoDate(year!, month!, day!)
    return readIsoDate(iso) ? iso : ''
  }
  if (parts.length === 2 && month! >= 1 && month! <= 12) return isoDate(year!, month!, 1).slice(0, 7)
  return parts.length === 1 ? parts[0]! : ''
}

/** `3 Maret 1990` and `Maret 1990` as dates. */
function spelledOut(text: string): string {
  return text.replace(
    /\b(?:(\d{1,2})\s+)?(\p{L}{3,})\s+((?:19|20)\d\d)\b/gu,
    (whole, day: string | undefined, name: string, year: string) => {
      const month = monthOf(name)
      if (month === 0) return whole
      return day === undefined ? `${month}-${year}` : `${day}-${month}-${year}`
    },
  )
}

/**
 * Reads a typed question: numbers of four digits or more are a NIK or a family card, however they are spaced, unless they are a date or a year beside
 * other words.
 */
export function readQuestion(text: string): Question {
  const parts = spelledOut(text.slice(0, 200)).trim().split(/\s+/).filter(Boolean)
  const numbers = parts.filter((part) => /^[\d./-]+$/.test(part))
  const words = parts.filter((part) => !numbers.includes(part)).join(' ')
  const together = numbers.join('').replace(/[./-]/g, '')
  const dates = numbers.map(dateOf)
  const isDate = numbers.length === 1 && dates[0] !== '' && (words !== '' || /[-/.]/.test(numbers[0]!))
  if (isDate) return { digits: '', words, born: dates[0]! }
  return { digits: together.slice(0, 16), words, born: '' }
}
