import type { DiskIo } from '../backup/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { openStore, type Store } from '../db/open.ts'
import { refuse } from '../refuse.ts'
import { allDrafts, putDraft } from './drafts.ts'
import type { OnProgress } from './job.ts'
import type { Clock } from './merge-rules.ts'
import { StateMerge } from './merge-state.ts'
import type { UnknownPacket } from './place-packets.ts'
import { stateSources } from './read-state.ts'
import type { StateChain } from './state-chain.ts'
import { Tables } from './tables.ts'

/** Rows per transaction. The store is not a station yet: after a crash it is made again from the start. */
const BATCH = 500

export interface FillJob {
  readonly path: string
  readonly key: Uint8Array
  readonly chain: StateChain
  readonly identities: readonly string[]
  readonly unknown: readonly UnknownPacket[]
  readonly now: string
  /** The epoch that begins with this store; null for one that only holds what the sources know. */
  readonly epoch: string | null
}

export interface Filled {
  readonly rows: number
  /** Up to which change of each epoch nothing lacks. */
  readonly clock: readonly (readonly [epoch: string, seq: number])[]
}

/** What stands for a resident whose register line is lost; the packet itself goes to the centre as it is. */
const UNREAD = { nik: '0000000000000000', name: '(REGISTER HILANG)' }

async function inBatches<T>(
  store: Store,
  rows: AsyncIterable<T> | Iterable<T>,
  put: (tables: Tables, row: T) => void,
  told: (rows: number) => void,
) {
  let batch: T[] = []
  const flush = async () => {
    const full = batch
    batch = []
    await store.write.transaction((tx) => {
      const tables = new Tables(tx)
      for (const row of full) put(tables, row)
    })
    told(full.length)
  }
  for await (const row of rows) {
    batch.push(row)
    if (batch.length >= BATCH) await flush()
  }
  await flush()
}

/**
 * Rows that come from a disk are no changes of the new epoch: its log begins after them, and its first backup brings a snapshot. The
 * triggers stand again before the station does.
 */
async function withoutRecording(store: Store, work: () => Promise<void>): Promise<void> {
  const triggers = store.read.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'change\\_%' ESCAPE '\\'",
  )
  await store.write.transaction((tx) => {
    for (const { name } of triggers) tx.run(`DROP TRIGGER "${name}"`)
  })
  await work()
  await store.write.transaction((tx) => {
    for (const { sql } of triggers) tx.run(sql)
  })
}

/** A register line for a packet that proves itself but that no register knows. */
export function putUnknown(tx: WriteTx, { id, epoch, seq, sha256, bytes, at }: UnknownPacket): void {
  const added = tx.run(
    `INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
     VALUES (?, ?, ?, 'recording', ?, ?, '', '{}', ?, '', ?, ?, '', '') ON CONFLICT DO NOTHING`,
    [id, epoch, seq, UNREAD.nik, UNREAD.name, at, sha256, bytes],
  )
  if (added === 0) return
  tx.run(
    `INSERT INTO recording_status (recording, status, at, attempt, note)
     VALUES (?, 'BIO_CAPTURED', ?, 1, 'RESTORED-WITHOUT-REGISTER') ON CONFLICT DO NOTHING`,
    [id, at],
  )
}

/** All states of the chain, one writer after the other; answers what is known then. */
async function applyStates(
  io: DiskIo,
  store: Store,
  job: FillJob,
  told: (rows: number) => void,
): Promise<Clock> {
  let clock: Clock = new Map()
  await store.write.transaction((tx) => StateMerge.prepare(tx))
  for (const source of stateSources(io, job.chain, job.identities)) {
    const merge = new StateMerge(source, { ours: clock, now: job.now, first: clock.size === 0 })
    await store.write.transaction((tx) => StateMerge.prepare(tx))
    await inBatches(store, source.steps(), (tables, step) => merge.step(tables, step), told)
    clock = merge.clock(source.to)
  }
  await store.write.transaction((tx) => StateMerge.finish(tx))
  return clock
}

/**
 * Puts everything that the sources know into a new store, and checks it. Faults AGE-*, FORMAT-*, STORE-NEWER, STORE-DAMAGED.
 */
export async function fillStore(io: DiskIo, job: FillJob, onProgress: OnProgress): Promise<Filled> {
  const store = openStore(job.path, job.key)
  let rows = 0
  const told = (more: number) => {
    rows += more
    onProgress({ phase: 'store', done: rows, total: 0 })
  }
  try {
    let clock: Clock = new Map()
    await withoutRecording(store, async () => {
      // The founding brought the newest profile alone; the disks know all of them, and since when.
      await store.write.transaction((tx) => tx.run('DELETE FROM profile'))
      clock = await applyStates(io, store, job, told)
      await store.write.transaction((tx) => {
        for (const packet of job.unknown) putUnknown(tx, packet)
        if (job.epoch !== null) noteSources(tx, job.epoch, clock)
      })
    })
    await inBatches(store, allDrafts(io, job.chain, job.identities), putDraft, () => undefined)
    const [problem] = store.check('full')
    if (problem !== undefined) throw refuse('STORE-DAMAGED', { why: problem })
    return { rows, clock: [...clock] }
  } finally {
    store.close()
  }
}

/** The station of this epoch knows all of that. */
export function noteSources(tx: WriteTx, epoch: string, clock: Clock): void {
  for (const [source, upto] of clock) {
    if (source === epoch) continue
    tx.run(
      `INSERT INTO epoch_source (epoch, source, upto) VALUES (?, ?, ?)
       ON CONFLICT (epoch, source) DO UPDATE SET upto = max(upto, excluded.upto)`,
      [epoch, source, upto],
    )
  }
}
