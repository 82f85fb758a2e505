import { isoDate } from '../../../contract/iso-date.ts'

/** Days from the beginning of a workbook's count to 1970: 1904 where the workbook says so. */
const EPOCH_1900 = 25_569
const EPOCH_1904 = 24_107

/**
 * A cell's number as text: a date as `yyyy-mm-dd`, an integer in all its digits. Spreadsheets keep 15 digits: a longer one that ends in 0 has lost its
 * last ones, and comes with an exponent.
 */
export function numberText(value: string, isDate: boolean, is1904: boolean): string {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return ''
  if (isDate && number >= 1 && number < 2_958_466) return dateText(number, is1904)
  if (!Number.isInteger(number)) return value
  if (Math.abs(number) < 1e15) return String(number)
  const isWhole = Number.isSafeInteger(number) && number % 10 !== 0
  return isWhole ? String(number) : number.toExponential().replace('e+', 'E+')
}

function dateText(days: number, is1904: boolean): string {
  // 1900 has a 29 February there; nobody in a list was born before March.
  const day = new Date((Math.floor(days) - (is1904 ? EPOCH_1904 : EPOCH_1900)) * 86_400_000)
  return isoDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate())
}
