/**
 * NIK and name as they stand on a letter: as corrections had the recording when it was issued. In SQL.
 * @param column of the recording `r`, for the letter `s`
 */
export function onLetter(column: 'nik' | 'name'): string {
  return `coalesce((SELECT k.${column} FROM recording k WHERE k.amends = r.id AND k.sealed_at <= s.issued_at
    AND json_extract(k.amendment, '$.kind') = 'correction' ORDER BY k.rowid DESC LIMIT 1), r.${column})`
}
