/** Age and who may be recorded: aged 17 or ever married (UU 24/2013 art. 63); 16-year-olds now, printed at 17. */
import {
  daysInMonth,
  isDefaultDate,
  isoDate,
  readIsoDate,
  type CalendarDay,
} from '../../contract/iso-date.ts'

/** Whole years on a day, both ISO `yyyy-mm-dd`; negative before birth. RangeError when either is no day. */
export function ageOn(birthDate: string, on: string): number {
  const born = day(birthDate)
  const now = day(on)
  const hadBirthday = now.month > born.month || (now.month === born.month && now.day >= born.day)
  return now.year - born.year - (hadBirthday ? 0 : 1)
}

/** The day on which an age is reached; who was born on 29 February reaches it on 1 March of a common year. */
export function dayOfAge(birthDate: string, age: number): string {
  const { year, month, day: dayOfMonth } = day(birthDate)
  if (dayOfMonth > daysInMonth(year + age, month)) return isoDate(year + age, month + 1, 1)
  return isoDate(year + age, month, dayOfMonth)
}

export type Eligibility =
  | { readonly may: 'record-and-print' }
  /** Recorded now; `printFrom` is the 17th birthday, ISO. */
  | { readonly may: 'record'; readonly printFrom: string }
  /** `recordFrom` is the 16th birthday, ISO. */
  | { readonly may: 'nothing'; readonly recordFrom: string }

/**
 * What may be done for a person on a day. `statusPerkawinan` is a code of that list, 1 being never married; without it
 * the age alone decides.
 */
export function eligibility(
  birthDate: string,
  statusPerkawinan: string | undefined,
  on: string,
): Eligibility {
  const age = ageOn(birthDate, on)
  if (age >= 17 || (age >= 0 && isEverMarried(statusPerkawinan))) return { may: 'record-and-print' }
  if (age === 16) return { may: 'record', printFrom: dayOfAge(birthDate, 17) }
  return { may: 'nothing', recordFrom: dayOfAge(birthDate, 16) }
}

/** Married now or before, recorded or not. */
export function isEverMarried(statusPerkawinan: string | undefined): boolean {
  return statusPerkawinan !== undefined && statusPerkawinan !== '1'
}

/**
 * Whether a birth date may stand for an unknown one: 'year' when only the year was known (1 July by SIAK since 2004,
 * 31 December before), 'month' when the month was known too (the 15th), else null. They are not errors.
 */
export function unknownBirthDate(birthDate: string): 'year' | 'month' | null {
  const { month, day: dayOfMonth } = day(birthDate)
  return isDefaultDate(month, dayOfMonth)
}

function day(text: string): CalendarDay {
  const read = readIsoDate(text)
  if (read === null) throw new RangeError('not a calendar day')
  return read
}
