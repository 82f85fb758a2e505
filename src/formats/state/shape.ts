import { z } from 'zod'
import { countSchema, seqSchema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { formatHead, type JsonFormat } from '../json.ts'
import { type Row, type RowInput, SQL_NAME } from '../row.ts'

export const STATE = 'rekam-state'

/** Plain bytes of one part at most (FORMATS.md, 'Changes and state'). */
export const PART_LIMIT = 64 << 20

/** One snapshot: all replicated tables as one read transaction saw them, or the imported resident list alone. */
export interface StateMeta {
  /** Its own id: parts of two snapshots are never mixed. */
  readonly id: string
  readonly station: string
  readonly epoch: string
  /** change_seq of the read transaction: 0 before the first change. */
  readonly at: number
  readonly scope: 'state' | 'residents'
}

/** A table in the order in which its rows can be restored. */
export interface StateTable {
  readonly table: string
  /** Version of the database's schema. */
  readonly schema: number
  readonly rows: AsyncIterable<RowInput> | Iterable<RowInput>
}

/** One row as a reader gets it. */
export interface StateRow {
  readonly table: string
  readonly schema: number
  readonly row: Row
}

export const tableSchema = z.string().regex(SQL_NAME)

const partSchema = z.strictObject({
  ...formatHead(STATE),
  id: idSchema,
  station: stationSchema,
  epoch: idSchema,
  at: countSchema,
  scope: z.enum(['state', 'residents']),
  part: z.int().min(1).max(999),
})
export const partFormat: JsonFormat<typeof partSchema> = {
  name: STATE,
  version: 1,
  limit: 4096,
  schema: partSchema,
}
export type PartHead = z.infer<typeof partSchema>

/** The first line of each group of rows. */
export const groupSchema = z.strictObject({ table: tableSchema, schema: seqSchema })

/** The last member of the last part: how many rows each table has, tables without rows among them. */
const endSchema = z.strictObject({
  ...formatHead('rekam-state-end'),
  end: z.literal(true),
  counts: z.record(tableSchema, countSchema),
})
export const endFormat: JsonFormat<typeof endSchema> = {
  name: 'rekam-state-end',
  version: 1,
  limit: 256 << 10,
  schema: endSchema,
}
export const END_NAME = 'end.json'

/** `part-001.json`, the first member of a part. */
export function headName(part: number): string {
  return `part-${String(part).padStart(3, '0')}.json`
}

/** The folder of a group inside the parts: numbered through the whole snapshot. */
export function groupFolder(group: number): string {
  return String(group).padStart(7, '0')
}

/** `STATE001.AGE`, or `BASE001.AGE` for the resident list: the part's name as a member of a volume. */
export function partName(scope: StateMeta['scope'], part: number): string {
  return `${scope === 'state' ? 'STATE' : 'BASE'}${String(part).padStart(3, '0')}.AGE`
}
