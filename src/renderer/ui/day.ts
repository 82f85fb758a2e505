/** Calendar days as the desk reads and types them: `17-03-2017`. */
import { isoDate, readIsoDate } from '../../contract/iso-date.ts'

/**
 * Reads a day as typed: dd-mm-yyyy with hyphens, dots, slashes or spaces, or eight digits. Strict: the year has four
 * digits and the day exists (31-02 does not). Answers ISO `yyyy-mm-dd`, or null.
 */
export function parseDay(text: string): string | null {
  const match = /^([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{4})$/.exec(text.trim())
  const eight = /^([0-9]{2})([0-9]{2})([0-9]{4})$/.exec(text.trim())
  const parts = match ?? eight
  if (!parts) return null
  const [day, month, year] = parts.slice(1).map(Number) as [number, number, number]
  const iso = isoDate(year, month, day)
  return readIsoDate(iso) ? iso : null
}

/** An ISO day as `17-03-2017`; anything else comes back as it is, so that what was typed is never lost. */
export function formatDay(text: string): string {
  const day = readIsoDate(text)
  if (!day) return text
  return [String(day.day).padStart(2, '0'), String(day.month).padStart(2, '0'), day.year].join('-')
}

/**
 * A birth date of which only the year (`00-00-1950`), or month and year (`00-03-1950`), is known: the date that stands for it by custom, 1 July
 * and the 15th (FACTS: unknown birth date). Null for everything else.
 */
export function parseUnknownDay(text: string): { iso: string; known: 'tahun' | 'bulan' } | null {
  const match = /^00([-./ ]?)([0-9]{2})\1([0-9]{4})$/.exec(text.trim())
  if (!match) return null
  const [month, year] = [Number(match[2]), Number(match[3])]
  const iso = month === 0 ? isoDate(year, 7, 1) : isoDate(year, month, 15)
  return readIsoDate(iso) ? { iso, known: month === 0 ? 'tahun' : 'bulan' } : null
}

/** Such a date as it is typed: `00-00-1950`, `00-03-1950`. */
export function formatUnknownDay(iso: string, known: string | undefined): string {
  const day = readIsoDate(iso)
  if (!day || (known !== 'tahun' && known !== 'bulan')) return formatDay(iso)
  return ['00', known === 'tahun' ? '00' : String(day.month).padStart(2, '0'), day.year].join('-')
}

/** The hyphens that typing forward puts by itself: `1703` becomes `17-03-`, and so does `17-03-`, `17.03.` or `17/03/`. Deleting is left alone. */
export function typeDay(before: string, now: string): string {
  const appended = now.length === before.length + 1 && now.startsWith(before)
  // Whoever types them too has them once.
  if (appended && /-[-./ ]$/.test(now)) return before
  if (!appended || !/^[0-9]{2}$|^[0-9]{2}-[0-9]{2}$/.test(now)) return now
  return `${now}-`
}

/** Whole years between two ISO days, for the resident's age. */
export function yearsBetween(from: string, to: string): number | null {
  const [start, end] = [readIsoDate(from), readIsoDate(to)]
  if (!start || !end) return null
  const before = end.month < start.month || (end.month === start.month && end.day < start.day)
  return end.year - start.year - (before ? 1 : 0)
}
