import { recipientOf } from '../../lib/age.ts'
import type { Change } from '../changes/changes.ts'
import type { RowInput } from '../row.ts'
import type { StateMeta, StateTable } from '../state/shape.ts'
import { EPOCH, RECOVERY, sampleId, STATE_IDENTITY, STATION } from './sample.ts'

export const STATE_RECIPIENTS = [recipientOf(STATE_IDENTITY), RECOVERY]

/** Changes 1 to n: every third one a delete, every second one with bytes. */
export function sampleChanges(n: number, from = 1): Change<RowInput>[] {
  return Array.from({ length: n }, (_, i) => {
    const seq = from + i
    const head = { epoch: EPOCH, seq, table: 'recording', key: [sampleId(seq), seq], schema: 3 }
    if (seq % 3 === 0) return { ...head, op: 'delete', row: null }
    const photo = seq % 2 === 0 ? Uint8Array.of(seq % 256, 255, 0) : null
    return { ...head, op: 'put', row: { id: sampleId(seq), name: `CONTOH "${seq}"`, score: seq / 4, photo } }
  })
}

export const STATE_META: StateMeta = {
  id: sampleId(300),
  station: STATION,
  epoch: EPOCH,
  at: 40,
  scope: 'state',
}

/** Three tables: some rows with bytes (one value twice), none, and two. */
export function sampleTables(rows = 5, photoBytes = 300): StateTable[] {
  return [
    {
      table: 'recording',
      schema: 3,
      rows: Array.from({ length: rows }, (_, i) => ({
        id: sampleId(i),
        name: `CONTOH ${i}`,
        photo: new Uint8Array(photoBytes).fill(i === 1 ? 0 : i % 251),
      })),
    },
    { table: 'suket', schema: 3, rows: [] },
    {
      table: 'register',
      schema: 3,
      rows: [
        { issuer: 'CONTOH', year: 2026, last: 7 },
        { issuer: 'CONTOH', year: 2025, last: null },
      ],
    },
  ]
}
