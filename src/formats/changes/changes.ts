import { z } from 'zod'
import { decryptChunks, encryptChunks } from '../../lib/age.ts'
import { concat, utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { countSchema, seqSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat, parseJson, unreadable, whyOf } from '../json.ts'
import { linesOf } from '../lines.ts'
import { readBytes, readRow, type Row, type RowInput, SQL_NAME, spellBytes, spellRow } from '../row.ts'

/** The name in faults and in the first line. */
export const CHANGES = 'rekam-changes'
/** One change has at most this many bytes of JSON. */
const LINE = 32 << 20

/** The key's columns, in the table's order. */
export type Key = readonly (string | number)[]

/** One change of one row. `row` is the whole row after a put, null after a delete; `schema` is the version of the database. */
export interface Change<R = Row> {
  readonly epoch: string
  /** change_seq: from 1, without gaps within an epoch. */
  readonly seq: number
  readonly table: string
  readonly key: Key
  readonly op: 'put' | 'delete'
  readonly row: R | null
  readonly schema: number
}

export interface SealedChanges {
  readonly bytes: Uint8Array
  readonly epoch: string | null
  readonly from: number | null
  readonly to: number | null
  readonly count: number
}

const headSchema = z.strictObject(formatHead('rekam-changes'))
const headFormat: JsonFormat<typeof headSchema> = {
  name: CHANGES,
  version: 1,
  limit: 1024,
  schema: headSchema,
}

const lineSchema = z
  .object({
    epoch: idSchema,
    change_seq: seqSchema,
    table: z.string().regex(SQL_NAME),
    key: z
      .array(z.union([z.string().max(500), z.number()]))
      .min(1)
      .max(16),
    op: z.enum(['put', 'delete']),
    row: z.unknown(),
    schema: seqSchema,
  })
  .refine(({ op, row }) => (op === 'delete') === (row === null), { path: ['row'] })

const endSchema = z.strictObject({ end: z.literal(true), count: countSchema })

/**
 * Seals a change log to the station-state and recovery recipients: a head line, a line per change, an end line. Faults CHANGES-GAP,
 * FORMAT-INVALID. An empty log is a log.
 */
export async function encodeChanges(
  changes: AsyncIterable<Change<RowInput>> | Iterable<Change<RowInput>>,
  recipients: readonly string[],
): Promise<SealedChanges> {
  const span = new Span()
  const sealed: Uint8Array[] = []
  for await (const chunk of encryptChunks(spell(changes, span), { recipients: [...recipients] }))
    sealed.push(chunk)
  const { epoch, from, to, count } = span
  return { bytes: concat(...sealed), epoch, from, to, count }
}

async function* spell(
  changes: AsyncIterable<Change<RowInput>> | Iterable<Change<RowInput>>,
  span: Span,
): AsyncGenerator<Uint8Array> {
  yield encodeJson(headFormat, { format: CHANGES, version: 1 })
  for await (const change of changes) {
    span.next(change)
    yield spellChange(change)
  }
  yield utf8(`${JSON.stringify({ end: true, count: span.count })}\n`)
}

function spellChange({ epoch, seq, table, key, op, row, schema }: Change<RowInput>): Uint8Array {
  const spelt = row === null ? null : spellRow(CHANGES, row, spellBytes)
  const fitted = lineSchema.safeParse({ epoch, change_seq: seq, table, key, op, row: spelt, schema })
  if (!fitted.success) throw new Fault('FORMAT-INVALID', { format: CHANGES, why: whyOf(fitted.error) })
  const bytes = utf8(`${JSON.stringify(fitted.data)}\n`)
  if (bytes.length > LINE) throw new Fault('FORMAT-INVALID', { format: CHANGES, why: 'line too long' })
  return bytes
}

/**
 * The changes of a sealed log, streamed. Apply them in one transaction: only the end proves that nothing is missing. With `after` the first
 * change has to be the next one. Faults AGE-*, CHANGES-GAP {epoch, due, found}, FORMAT-UNREADABLE, FORMAT-NEWER.
 */
export async function* decodeChanges(
  sealed: Uint8Array | AsyncIterable<Uint8Array>,
  identities: readonly string[],
  after?: { readonly epoch: string; readonly seq: number },
): AsyncGenerator<Change> {
  const span = new Span(after)
  const plain = decryptChunks(streamOf(sealed), { identities: [...identities] })
  let state: 'head' | 'changes' | 'end' = 'head'
  for await (const line of linesOf(CHANGES, plain, LINE)) {
    if (state === 'end') throw unreadable(CHANGES, 'after the end')
    if (state === 'head') {
      decodeJson(headFormat, line)
      state = 'changes'
      continue
    }
    const value = parseJson(CHANGES, line, LINE)
    const end = endSchema.safeParse(value)
    if (end.success) {
      if (end.data.count !== span.count) throw unreadable(CHANGES, 'count')
      state = 'end'
      continue
    }
    const change = readChange(value)
    span.next(change)
    yield change
  }
  if (state !== 'end') throw unreadable(CHANGES, 'truncated')
}

function readChange(value: unknown): Change {
  const fitted = lineSchema.safeParse(value)
  if (!fitted.success) throw unreadable(CHANGES, whyOf(fitted.error))
  const { change_seq: seq, row, ...rest } = fitted.data
  return {
    ...rest,
    seq,
    row: row === null ? null : readRow(CHANGES, row, (spelt) => readBytes(CHANGES, spelt)),
  }
}

async function* streamOf(bytes: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (bytes instanceof Uint8Array) yield bytes
  else yield* bytes
}

/** Follows change_seq: within one epoch each number is the one before plus one. */
class Span {
  epoch: string | null = null
  from: number | null = null
  to: number | null = null
  count = 0

  constructor(after?: { readonly epoch: string; readonly seq: number }) {
    if (after === undefined) return
    this.epoch = after.epoch
    this.to = after.seq
  }

  next({ epoch, seq }: { readonly epoch: string; readonly seq: number }): void {
    if (this.to !== null && (epoch !== this.epoch || seq !== this.to + 1)) {
      throw new Fault('CHANGES-GAP', { epoch, due: this.to + 1, found: seq })
    }
    this.epoch = epoch
    this.from ??= seq
    this.to = seq
    this.count++
  }
}
