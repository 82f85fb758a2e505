import { nameAt, nikAt } from '../resident/index.ts'

/**
 * NIK and name as they stand on a letter: as corrections had the recording when it was issued. In SQL.
 * @param column of the recording `r`, for the letter `s`
 */
export function onLetter(column: 'nik' | 'name'): string {
  return column === 'nik' ? nikAt('r', 's.issued_at') : nameAt('r', 's.issued_at')
}
