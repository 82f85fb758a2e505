/**
 * Recordings as their amendments have them now, in SQL. A sealed recording's row never changes; a correction is a row of its own that
 * names it in `amends` and holds the corrected values. Of several, the one that came last to this station counts in lists.
 */

/** @param recording the alias of the recording's table */
function corrected(recording: string, column: 'nik' | 'name' | 'birth_date' | 'biodata'): string {
  return `coalesce((SELECT k.${column} FROM recording k WHERE k.amends = ${recording}.id
    AND json_extract(k.amendment, '$.kind') = 'correction' ORDER BY k.rowid DESC LIMIT 1), ${recording}.${column})`
}

/** The NIK, name, birth date or biodata of a recording as it is now. @param recording the alias of the recording's table */
export const nikNow = (recording: string) => corrected(recording, 'nik')
export const nameNow = (recording: string) => corrected(recording, 'name')
export const birthDateNow = (recording: string) => corrected(recording, 'birth_date')
export const biodataNow = (recording: string) => corrected(recording, 'biodata')

/** Whether a recording was cancelled. @param packet an SQL expression: the recording's id */
export function isCancelledSql(packet: string): string {
  return `EXISTS (SELECT 1 FROM recording v WHERE v.amends = ${packet} AND json_extract(v.amendment, '$.kind') = 'cancellation')`
}

/**
 * Ids of recordings that had one of these values first or by a correction: an indexed way in, before the exact look at what they are
 * now. @param condition over the alias `m`
 */
export function everHad(condition: string): string {
  return `SELECT coalesce(m.amends, m.id) FROM recording m WHERE ${condition}`
}
