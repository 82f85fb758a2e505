import { decodeChanges } from '../../formats/changes/changes.ts'
import type { Row } from '../../formats/row.ts'
import { decodeState } from '../../formats/state/decode.ts'
import { streamMember } from '../../formats/volume/read.ts'
import type { DiskIo } from '../backup/index.ts'
import { SCHEMA } from '../db/migrate.ts'
import { refuse } from '../refuse.ts'
import { driveSteps } from './drive-state.ts'
import { mergeOf, stepOf, type StateStep } from './state-step.ts'
import type { EpochState, Piece, StateChain } from './state-chain.ts'

export type IsWanted = (table: string) => boolean

/** A state as one writer left it: everything up to `at` of its epoch, and what `steps` brings beyond. */
export interface StateSource {
  readonly epoch: string
  readonly at: number
  /** Up to which change of its epoch nothing lacks. */
  readonly to: number
  /** @param isWanted steps of other tables may be left out */
  readonly steps: (isWanted?: IsWanted) => AsyncIterable<StateStep> | Iterable<StateStep>
}

/** The parts of a snapshot or of a log, sealed, each read while it is being opened: proven by its member's digest before it ends. */
async function* streams(io: DiskIo, { path, members }: Piece) {
  const file = await io.open(path)
  try {
    for (const member of members) yield { data: streamMember(file.read, member) }
  } finally {
    await file.close()
  }
}

async function* epochSteps(
  io: DiskIo,
  state: EpochState,
  identities: readonly string[],
  isWanted?: IsWanted,
): AsyncGenerator<StateStep> {
  const { epoch, station, at } = state
  const expect = { station, epoch, at, scope: 'state' } as const
  const rows = decodeState(streams(io, state.snapshot), identities, expect, isWanted)
  for await (const { table, schema, row } of rows) {
    yield stepOf(table, schema, row)
  }
  let done = at
  for (const { piece } of state.changes) {
    for await (const { data } of streams(io, piece)) {
      for await (const { epoch: of, seq, table, schema, row, key } of decodeChanges(data, identities)) {
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
    ? [
        {
          epoch: drive.epoch,
          at: drive.seq,
          to: drive.seq,
          steps: (isWanted?: IsWanted) => driveSteps(drive, isWanted),
        },
      ]
    : []
  const disks = chain.epochs.map((state) => ({
    epoch: state.epoch,
    at: state.at,
    to: state.to,
    steps: (isWanted?: IsWanted) => epochSteps(io, state, identities, isWanted),
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
  for await (const { table, schema, row } of decodeState(streams(io, drafts), identities)) {
    if (schema > SCHEMA) throw refuse('STORE-NEWER', { found: schema, known: SCHEMA })
    yield { table, row }
  }
}
