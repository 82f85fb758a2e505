import { decodeChanges } from '../../formats/changes/changes.ts'
import type { Row } from '../../formats/row.ts'
import { decodeState } from '../../formats/state/decode.ts'
import { readMember } from '../../formats/volume/read.ts'
import type { DiskIo } from '../backup/index.ts'
import { SCHEMA } from '../db/migrate.ts'
import { type Merge, REPLICATED, ROW_VERSIONS } from '../db/tables.ts'
import { refuse } from '../refuse.ts'
import type { EpochState, Piece, StateChain } from './state-chain.ts'

/** One row of a replicated table to be put, or the key of one to be removed. */
export type StateStep =
  | { readonly op: 'put'; readonly table: string; readonly merge: Merge; readonly row: Row }
  | { readonly op: 'delete'; readonly table: string; readonly key: readonly (string | number)[] }

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

async function* epochSteps(
  io: DiskIo,
  state: EpochState,
  identities: readonly string[],
): AsyncGenerator<StateStep> {
  const { epoch, station, at } = state
  const expect = { station, epoch, at, scope: 'state' } as const
  for await (const { table, schema, row } of decodeState(parts(io, state.snapshot), identities, expect)) {
    // Versions of rows count where two states merge; a fresh store gives its rows their own.
    if (table === ROW_VERSIONS) continue
    yield { op: 'put', table, merge: mergeOf(table, schema), row }
  }
  let done = at
  for (const { piece } of state.changes) {
    for await (const part of parts(io, piece)) {
      for await (const change of decodeChanges(part, identities)) {
        if (change.epoch !== epoch || change.seq <= done) continue
        done = change.seq
        const merge = mergeOf(change.table, change.schema)
        if (change.row !== null) yield { op: 'put', table: change.table, merge, row: change.row }
        else yield { op: 'delete', table: change.table, key: change.key }
      }
    }
  }
}

/**
 * Everything that makes up the state, in the order in which it has to be applied: epoch after epoch, each its snapshot and then its
 * changes, so that of a register the latest word counts and append-only tables become the union. Faults AGE-*, FORMAT-*,
 * TAR-MALFORMED, STORE-NEWER.
 */
export async function* stateSteps(
  io: DiskIo,
  chain: StateChain,
  identities: readonly string[],
): AsyncGenerator<StateStep> {
  for (const state of chain.epochs) yield* epochSteps(io, state, identities)
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
