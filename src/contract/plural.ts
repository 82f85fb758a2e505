/** English words that go with a number; Indonesian has one form for all. */

/** Which of two forms goes with a number, or with one as the screen writes it. */
export function formOf(n: number | string, one: string, other: string): string {
  return String(n) === '1' ? one : other
}

/** A number with its noun: 1 card, 2 cards; `other` where the plural is no mere s. */
export function many(n: number, one: string, other = `${one}s`): string {
  return `${n} ${formOf(n, one, other)}`
}
