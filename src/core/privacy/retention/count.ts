import type { ErasureCounts } from '../../../contract/privacy.ts'
import type { ReadDb } from '../../db/handles.ts'
import type { Due } from './due.ts'

/** Each packet of the cases: the recordings and what amends them. */
export function packetsOf(read: ReadDb, { cases }: Pick<Due, 'cases'>): string[] {
  return read
    .all<{ id: string }>(
      'SELECT id FROM recording WHERE coalesce(amends, id) IN (SELECT value FROM json_each(?)) ORDER BY id',
      [JSON.stringify(cases.map(({ id }) => id))],
    )
    .map(({ id }) => id)
}

/** What is destroyed, in numbers. */
export function countDue(read: ReadDb, due: Due, packets: readonly string[]): ErasureCounts {
  const n = (sql: string, ids: readonly string[]) =>
    read.get<{ n: number }>(`${sql} IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)])!.n
  const keys = `SELECT count(*) AS n FROM audit_key WHERE destroyed_at IS NULL AND subject`
  return {
    recordings: due.cases.length,
    packets: packets.length,
    photos: n('SELECT count(*) AS n FROM recording_photo WHERE recording', packets),
    letters: n('SELECT count(*) AS n FROM suket WHERE recording', packets),
    tickets: due.tickets.length,
    requests: due.requests.length,
    residents: due.list?.residents ?? 0,
    values: n(keys, [...due.cases.map(({ id }) => id), ...due.tickets, ...due.requests, ...due.subjects]),
  }
}
