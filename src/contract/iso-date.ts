/** Calendar days as ISO `yyyy-mm-dd` text: birth dates have no time zone, so no `Date` is ever made of them. */
import { z } from 'zod'

export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Days of a month (1 to 12) of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** `yyyy-mm-dd` as numbers, or null when it is not written so or the day does not exist. */
export function readIsoDate(text: string): CalendarDay | null {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)
  if (!match) return null
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return { year, month, day }
}

/** The ISO text of a day. */
export function isoDate(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
    '-',
  )
}

/**
 * The dates that stand for an unknown one: 1 July (SIAK, since 2004) and 31 December (before) when only the year was
 * known, the 15th when month and year were. They are not errors.
 */
export function isDefaultDate(month: number, day: number): 'year' | 'month' | null {
  if ((month === 7 && day === 1) || (month === 12 && day === 31)) return 'year'
  return day === 15 ? 'month' : null
}

/** A day that exists, `yyyy-mm-dd`; the message is `DATE-INVALID`. */
export const isoDateSchema = z.string().refine((text) => readIsoDate(text) !== null, 'DATE-INVALID')
