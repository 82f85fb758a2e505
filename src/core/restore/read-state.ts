import { decodeChanges } from '../../formats/changes/changes.ts'
import type { Row } from '../../formats/row.ts'
import { decodeState } from '../../formats/state/decode.ts'
import { readMember } from '../../formats/volume/read.ts'
import type { DiskIo } from '../backup/index.ts'
import { SCHEMA } from '../db/migrate.ts'
import { type Merge, REPLICATED, ROW_VERSIONS } from '../db/tables.ts'
import { refuse } from '../refuse.ts'
import { driveSteps } from './drive-state.ts'
import type { Version } from './merge-rules.ts'
import type { EpochState, Piece, StateChain } from './state-chain.ts'

/** A row of a replicated table to be put, the key of one to be removed, or the version of a row that comes later. */
export type StateStep =
  | {
      readonly op: 'put'
      readonly table: string
      readonly merge: Merge
      readonly row: Row
      /** Of a log's change; null for a snapshot's row, whose version came before. */
      readonly version: Version | null
    }
  | {
      readonly op: 'delete'
      readonly table: string
      readonly merge: Merge
      readonly key: readonly (string | number)[]
      readonly version: Version
    }
  | { readonly op: 'version'; readonly table: string; readonly key: string; readonly version: Version }

/** A state as one writer left it: everything up to `at` of its epoch, and what `steps` brings beyond. */
export interface StateSource {
  readonly epoch: string
  readonly at: number
  /** Up to which change of its epoch nothing lacks. */
  readonly to: number
  readonly steps: () => AsyncIterable<StateStep> | Iterable<StateStep>
}

const TABLES = new Map<string, Merge>(REPLICATED.map(({ table, merge }) => [table, merge]))

async function* parts(io: DiskIo, { path, members }: Piece): AsyncGenerator<Uint8Array> {
  const file = await io.open(path)
  try {
    for (const member of members) yield await readMember(file.read, member)
  } finally {
    await file.close()
  }
}

/** A table that this program does not replicate, or a row of a newer schema, is never guessed at. */
function mergeOf(table: string, schema: number): Merge {
  if (schema > SCHEMA) throw refuse('STORE-NEWER', { found: schema, known: SCHEMA })
  const merge = TABLES.get(table)
  if (!merge) throw refuse('FORMAT-UNREADABLE', { format: 'rekam-state', why: 'table' })
  return merge
}

/** A row of the snapshot. */
export function stepOf(table: string, schema: number, row: Row): StateStep {
  if (table === ROW_VERSIONS) {
    const version = { epoch: String(row.epoch), seq: Number(row.seq) }
    return { op: 'version', table: String(row.tbl), key: String(row.key), version }
  }
  return { op: 'put', table, merge: mergeOf(table, schema), row, version: null }
}

async function* epochSteps(
  io: DiskIo,
  state: EpochState,
  identities: readonly string[],
): AsyncGenerator<StateStep> {
  const { epoch, station, at } = state
  const expect = { station, epoch, at, scope: 'state' } as const
  for await (const { table, schema, row } of decodeState(parts(io, state.snapshot), identities, expect)) {
    yield stepOf(table, schema, row)
  }
  let done = at
  for (const { piece } of state.changes) {
    for await (const part of parts(io, piece)) {
      for await (const { epoch: of, seq, table, schema, row, key } of decodeChanges(part, identities)) {
        if (of !== epoch || seq <= done) continue
        done = seq
        const merge = mergeOf(table, schema)
        const version = { epoch, seq }
        if (row !== null) yield { op: 'put', table, merge, row, version }
        else yield { op: 'delete', table, merge, key, version }
      }
    }
  }
}

/**
 * The states that make up what is known, in the order in which they have to be applied: epoch after epoch, each its snapshot and then
 * its log, the dead PC's own store after the disks of its epoch. Reading faults AGE-*, FORMAT-*, TAR-MALFORMED, STORE-NEWER.
 */
export function stateSources(io: DiskIo, chain: StateChain, identities: readonly string[]): StateSource[] {
  const { drive } = chain
  const own = drive
    ? [{ epoch: drive.epoch, at: drive.seq, to: drive.seq, steps: () => driveSteps(drive) }]
    : []
  const disks = chain.epochs.map((state) => ({
    epoch: state.epoch,
    at: state.at,
    to: state.to,
    steps: () => epochSteps(io, state, identities),
  }))
  const last = disks.findLastIndex(({ epoch }) => epoch === drive?.epoch)
  const behind = last < 0 ? disks.length : last + 1
  return [...disks.slice(0, behind), ...own, ...disks.slice(behind)]
}

/** Rows of the parked drafts. */
export async function* draftRows(
  io: DiskIo,
  drafts: Piece,
  identities: readonly string[],
): AsyncGenerator<{ table: string; row: Row }> {
  for await (const { table, schema, row } of decodeState(parts(io, drafts), identities)) {
    if (schema > SCHEMA) throw refuse('STORE-NEWER', { found: schema, known: SCHEMA })
    yield { table, row }
  }
}
