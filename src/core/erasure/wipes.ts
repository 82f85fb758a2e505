import type { ReplicatedTable } from '../db/tables.ts'

/** What stands in the register in place of a name that was destroyed. */
export const GONE_NAME = 'DIMUSNAHKAN'

/** What is emptied of a table's rows, or that they go. `of`: SQL for the first column of their keys. */
export interface Wipe {
  readonly table: ReplicatedTable
  readonly key: string
  readonly of: string
  /** Column to SQL that is its value from then on, with `row` for the value as it stands; null: the rows go. */
  readonly set: Readonly<Record<string, string>> | null
}

const erased = (kind: string) => `SELECT id FROM erased WHERE kind = '${kind}'`
const PACKETS = erased('recording')
const LETTERS = `SELECT id FROM suket WHERE recording IN (${PACKETS})`
const VISITS = `SELECT id FROM card_visit WHERE recording IN (${PACKETS})`

/**
 * Every place of a person's data in the tables that travel. What has to stay stays: ids, sequence numbers, heads and hashes, letter numbers with
 * their days, receipts, statuses, who did it and when.
 */
export const WIPES: readonly Wipe[] = [
  {
    table: 'recording',
    key: 'id',
    of: PACKETS,
    set: {
      nik: "''",
      name: `'${GONE_NAME}'`,
      birth_date: "''",
      biodata: "'{}'",
      application: 'NULL',
      // That it was a correction or a cancellation still counts; of what, and why, is gone.
      amendment: `iif(json_valid(row), json_replace(row, '$.reason', '', '$.changes', json('[]'), '$.exceptions', json('[]')), NULL)`,
    },
  },
  { table: 'recording_photo', key: 'recording', of: PACKETS, set: null },
  { table: 'recording_exception', key: 'recording', of: PACKETS, set: null },
  { table: 'recording_status', key: 'recording', of: PACKETS, set: { note: 'NULL' } },
  { table: 'suket', key: 'id', of: LETTERS, set: { qr: "''", reason: 'NULL', end_reason: 'NULL' } },
  { table: 'suket_event', key: 'suket', of: LETTERS, set: { reason: 'NULL', detail: 'NULL' } },
  { table: 'card', key: 'recording', of: PACKETS, set: { taken_by: 'NULL' } },
  {
    table: 'queue_ticket',
    key: 'id',
    of: erased('ticket'),
    set: { name: `'${GONE_NAME}'`, nik: 'NULL', phone: 'NULL', note: 'NULL' },
  },
  // What the supervisor wrote of a visit; that it was, and how the card stood then, says nothing of the person.
  { table: 'card_visit', key: 'id', of: VISITS, set: { note: 'NULL' } },
  { table: 'access_request', key: 'id', of: erased('request'), set: { name: `'${GONE_NAME}'`, nik: "''" } },
]
