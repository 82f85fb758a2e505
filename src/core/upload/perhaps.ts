/**
 * SQL of what lies perhaps in bags that are being written or were cut off (`export/intended.ts`), as `columns` of the JSON value `j`, each once;
 * `cut` is 1 where it is to lie in none that is being written just now, of which `:being` has the ids.
 */
export function perhapsIn(notes: 'bag-making' | 'bag-orders', columns: string, groups: string): string {
  return `SELECT ${columns}, max(substr(l.key, ${notes.length + 2}) NOT IN (SELECT value FROM json_each(:being))) AS cut
    FROM local l, json_each(l.value) j WHERE l.key >= '${notes}:' AND l.key < '${notes};' GROUP BY ${groups}`
}
