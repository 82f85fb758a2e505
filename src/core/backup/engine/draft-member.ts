import { createHash } from 'node:crypto'
import type { RowInput } from '../../../formats/row.ts'
import { encodeState } from '../../../formats/state/encode.ts'
import { PART_LIMIT, type StateTable } from '../../../formats/state/shape.ts'
import type { VolumeItem } from '../../../formats/volume/write.ts'
import { concat } from '../../../lib/bytes.ts'
import type { ReadDb } from '../../db/handles.ts'
import { SCHEMA } from '../../db/migrate.ts'
import { lastChange } from './state-members.ts'
import type { VolumeJob } from './types.ts'

/** Tables of a parked recording, parents first, and the column that names the draft. */
export const DRAFT_TABLES = [
  { table: 'draft', of: 'id' },
  { table: 'draft_capture', of: 'draft' },
  { table: 'draft_exception', of: 'draft' },
  { table: 'draft_document', of: 'draft' },
] as const

/** Captures in one member at most: it is one age part, read whole. */
const LIMIT = PART_LIMIT - (8 << 20)

interface Parked {
  readonly id: string
  readonly revision: number
  readonly bytes: number
}

function parked(read: ReadDb): Parked[] {
  return read.all<Parked>(
    `SELECT id, revision,
       (SELECT coalesce(sum(length(bytes)), 0) FROM draft_capture WHERE draft = draft.id) +
       (SELECT coalesce(sum(length(bytes)), 0) FROM draft_document WHERE draft = draft.id) AS bytes
     FROM draft ORDER BY created_at, id`,
  )
}

/** What the parked drafts are now, in a word: each rise of a draft's revision changes it. Null when there are none. */
export function draftsFingerprint(read: ReadDb): string | null {
  const drafts = read.all<Parked>('SELECT id, revision FROM draft ORDER BY id')
  if (drafts.length === 0) return null
  const spelt = drafts.map(({ id, revision }) => `${id} ${revision}`).join('\n')
  return createHash('sha256').update(spelt).digest('hex')
}

/** The oldest drafts that fit: they have waited longest. */
function fitting(drafts: readonly Parked[]): string[] {
  let room = LIMIT
  return drafts.flatMap(({ id, bytes }) => {
    room -= bytes
    return room < 0 ? [] : [id]
  })
}

function* tables(read: ReadDb, ids: readonly string[]): Generator<StateTable> {
  for (const { table, of } of DRAFT_TABLES)
    yield { table, schema: SCHEMA, rows: rowsOf(read, table, of, ids) }
}

function* rowsOf(read: ReadDb, table: string, of: string, ids: readonly string[]): Generator<RowInput> {
  for (const id of ids) yield* read.iterate<RowInput>(`SELECT * FROM ${table} WHERE ${of} = ?`, [id])
}

/**
 * DRAFTS.AGE: all parked drafts with their captures as a one-part snapshot of the draft tables, sealed to the station-state key alone.
 * An empty one says that nothing is parked any more.
 */
export async function draftMember(
  read: ReadDb,
  job: Pick<VolumeJob, 'epoch' | 'station' | 'recipients' | 'snapshotId'>,
): Promise<VolumeItem> {
  const meta = {
    id: job.snapshotId,
    station: job.station,
    epoch: job.epoch,
    at: lastChange(read),
    scope: 'state',
  } as const
  const held: Uint8Array[] = []
  for await (const part of encodeState(tables(read, fitting(parked(read))), [job.recipients.state], meta)) {
    if (held.length > 0) throw new RangeError('drafts in two parts')
    const chunks: Uint8Array[] = []
    for await (const chunk of part.data) chunks.push(chunk)
    held.push(concat(...chunks))
  }
  const data = concat(...held)
  return { name: 'DRAFTS.AGE', kind: 'drafts', bytes: data.length, data }
}
