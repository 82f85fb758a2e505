import { setImmediate } from 'node:timers/promises'
import type { Row } from '../../formats/row.ts'
import type { ReadDb, WriteDb, WriteTx } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import { noteSources } from './fill.ts'
import { clockOf, type Gain, gains } from './gain-rules.ts'
import type { Clock } from './merge-rules.ts'
import { putAside, setVersion } from './merge-state.ts'
import { keyOf, spellKey, Tables, valueOf } from './tables.ts'

/** Rows per transaction: the desk goes on working in between. */
const BATCH = 200

export interface Counted {
  /** Rows that the station did not have. */
  readonly rows: number
  /** Registers that had gone on elsewhere. */
  readonly newer: number
  /** Rows that could not stand beside the station's own: in the quarantine. */
  readonly conflicts: number
}

export interface Staged {
  readonly read: ReadDb
  readonly theirs: Clock
}

/** A station that knows less of its own epoch than a disk is an old copy of itself. */
function refuseRolledBack(ours: Clock, theirs: Clock, epoch: string): void {
  const [here, there] = [ours.get(epoch) ?? 0, theirs.get(epoch) ?? 0]
  if (there > here) throw refuse('RESTORE-ROLLED-BACK', { changes: there - here })
}

function bothOf(read: ReadDb, { read: stage, theirs }: Staged) {
  const epoch = read.get<{ epoch: string }>('SELECT epoch FROM change_counter')?.epoch ?? ''
  const ours = clockOf(read)
  refuseRolledBack(ours, theirs, epoch)
  return { station: read, stage, ours, theirs, epoch }
}

function count(counted: { -readonly [K in keyof Counted]: Counted[K] }, { what, here }: Gain): void {
  if (what === 'aside' || what.endsWith('both')) counted.conflicts++
  if (what === 'take' && !here) counted.rows++
  if (what !== 'aside' && what !== 'keep-both' && here) counted.newer++
}

/** What a station would gain; nothing is written. Fault RESTORE-ROLLED-BACK. */
export function countGains(read: ReadDb, staged: Staged): Counted {
  const counted = { rows: 0, newer: 0, conflicts: 0 }
  for (const gain of gains(bothOf(read, staged))) count(counted, gain)
  return counted
}

function put(
  tables: Tables,
  { table, row, here, what, version }: Gain,
  by: { source: string; at: string },
): void {
  const { tx } = tables
  const aside = (kept: Row, why: string) => putAside(tx, { table, row: kept, why, ...by })
  if (what === 'aside' || what === 'keep-both') return aside(row, what === 'aside' ? 'differs' : 'newer here')
  const taken = here ? tables.replace(table, keyOf(table), row) : tables.insert(table, row)
  if (!taken) return aside(row, 'unique')
  // It stays the change that it was: as one of ours it would later stand against what its own station wrote after it.
  if (version) setVersion(tx, table, spellKey(keyOf(table).map((column) => valueOf(row[column]))), version)
  if (what === 'take-both' && here) aside(here as Row, 'newer there')
}

/**
 * Brings a staged state into a living station, as changes of the station's own epoch, so that its disks get them too. Repeated it changes
 * nothing. `finish` runs in the last transaction. Fault RESTORE-ROLLED-BACK.
 */
export async function applyGains(
  store: { read: ReadDb; write: WriteDb },
  staged: Staged,
  by: { source: string; at: string },
  finish: (tx: WriteTx, counted: Counted) => void,
): Promise<Counted> {
  const both = bothOf(store.read, staged)
  const counted = { rows: 0, newer: 0, conflicts: 0 }
  let batch: Gain[] = []
  const flush = async () => {
    const full = batch
    batch = []
    await store.write.transaction((tx) => {
      const tables = new Tables(tx)
      for (const gain of full) put(tables, gain, by)
    })
    await setImmediate()
  }
  // Decided against the station as it was: a row of this merge never meets another one of it.
  for (const gain of gains(both)) {
    count(counted, gain)
    batch.push(gain)
    if (batch.length >= BATCH) await flush()
  }
  await flush()
  await store.write.transaction((tx) => {
    noteSources(tx, both.epoch, staged.theirs)
    finish(tx, counted)
  })
  return counted
}
