import type { BiodataField } from '../../contract/biodata.ts'

/**
 * Recordings as their amendments have them now, in SQL. A sealed recording's row never changes; a correction is a row of its own that
 * names it in `amends` and holds the corrected values. Of several, the last that changed a field counts for it, by epoch and sequence as in
 * `currentBiodata`: a merge brings older ones after newer ones. What an erased one changed is not known any more: its row counts.
 */

/** Amendments `k` of epochs `e`, the last that applies first. */
const LAST_FIRST = 'ORDER BY e.position DESC, k.epoch DESC, k.seq DESC'

/** @param recording the alias of the recording's table @param field of the biodata, as a correction names it */
function corrected(
  recording: string,
  column: 'nik' | 'name' | 'birth_date' | 'biodata',
  field: BiodataField,
  until?: string,
): string {
  const sealed = until === undefined ? '' : `AND k.sealed_at <= ${until}`
  return `coalesce((SELECT k.${column} FROM recording k LEFT JOIN epoch e ON e.id = k.epoch WHERE k.amends = ${recording}.id ${sealed}
    AND json_extract(k.amendment, '$.kind') = 'correction'
    AND iif(json_array_length(k.amendment, '$.changes') > 0,
      EXISTS (SELECT 1 FROM json_each(k.amendment, '$.changes') f WHERE json_extract(f.value, '$.field') = '${field}'), 1)
    ${LAST_FIRST} LIMIT 1), ${recording}.${column})`
}

/** The NIK, name, birth date or another field of a recording as it is now. @param recording the alias of the recording's table */
export const nikNow = (recording: string) => corrected(recording, 'nik', 'nik')
export const nameNow = (recording: string) => corrected(recording, 'name', 'nama')
/** NIK or name as they were at an instant. @param at an SQL expression */
export const nikAt = (recording: string, at: string) => corrected(recording, 'nik', 'nik', at)
export const nameAt = (recording: string, at: string) => corrected(recording, 'name', 'nama', at)
export const birthDateNow = (recording: string) => corrected(recording, 'birth_date', 'tanggalLahir')
export const fieldNow = (recording: string, field: BiodataField) =>
  `json_extract(${corrected(recording, 'biodata', field)}, '$.${field}')`

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
