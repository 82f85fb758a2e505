/** A month (yyyy-mm or a day in it) in words: `Maret 2017`. */
export function monthWord(month: string, language: 'id' | 'en'): string {
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month.slice(0, 7)}-01`),
  )
}
