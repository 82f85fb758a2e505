import { type DiskIo, settleAlarmed } from '../backup/index.ts'
import { putAside } from '../db/aside.ts'
import type { WriteTx } from '../db/handles.ts'
import { type Filling, openFilling } from '../db/open.ts'
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
const BATCH = 5000
/** Rows after which it is told how many there are. */
const TELL = 500

interface StoreJob {
  readonly path: string
  readonly key: Uint8Array
  readonly chain: StateChain
  readonly identities: readonly string[]
}

export interface FillJob extends StoreJob {
  readonly now: string
  /** The epoch that begins with this store; null for one that only holds what the sources know. */
  readonly epoch: string | null
}

/** What comes into a filled store once all packets were found. */
export interface EndJob extends StoreJob {
  readonly unknown: readonly UnknownPacket[]
}

export interface Filled {
  readonly rows: number
  /** Up to which change of each epoch nothing lacks. */
  readonly clock: readonly (readonly [epoch: string, seq: number])[]
}

/** What stands for a resident whose register line is lost; the packet itself goes to the centre as it is. */
const UNREAD = { nik: '0000000000000000', name: '(REGISTER HILANG)' }

/**
 * Rows that come from a disk are no changes of the new epoch: its log begins after them, and its first backup brings a snapshot. The
 * triggers stand again before the station does.
 */
async function withoutRecording(filling: Filling, work: () => Promise<void>): Promise<void> {
  const bringBack = filling.put((tx) => putAside(tx, 'change'))
  await work()
  filling.put(bringBack)
  filling.settle()
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
async function applyStates(io: DiskIo, filling: Filling, job: FillJob, count: () => void): Promise<Clock> {
  let clock: Clock = new Map()
  const tables = filling.put((tx) => new Tables(tx))
  for (const source of stateSources(io, job.chain, job.identities)) {
    const merge = new StateMerge(source, { ours: clock, now: job.now, first: clock.size === 0 })
    filling.put((tx) => StateMerge.prepare(tx))
    for await (const step of source.steps()) {
      filling.put(() => merge.step(tables, step))
      count()
    }
    clock = merge.clock(source.to)
  }
  filling.put((tx) => StateMerge.finish(tx))
  return clock
}

function assertWhole(filling: Filling): void {
  const [problem] = filling.check('full')
  if (problem !== undefined) throw refuse('STORE-DAMAGED', { why: problem })
}

/**
 * Puts everything that the states know into a new store, and checks it. `endFilling` has to follow. Faults AGE-*, FORMAT-*, STORE-NEWER,
 * STORE-DAMAGED.
 */
export async function fillStates(io: DiskIo, job: FillJob, onProgress: OnProgress): Promise<Filled> {
  const filling = openFilling(job.path, job.key)
  let rows = 0
  const count = () => {
    rows++
    if (rows % BATCH === 0) filling.settle()
    if (rows % TELL === 0) onProgress({ phase: 'store', done: rows, total: 0 })
  }
  try {
    let clock: Clock = new Map()
    await withoutRecording(filling, async () => {
      // The founding brought the newest profile alone; the disks know all of them, and since when.
      filling.put((tx) => tx.run('DELETE FROM profile'))
      const bringLists = filling.put((tx) => putAside(tx, 'list'))
      clock = await applyStates(io, filling, job, count)
      filling.put(settleAlarmed)
      filling.put(bringLists)
      const { epoch } = job
      if (epoch !== null) filling.put((tx) => noteSources(tx, epoch, clock))
    })
    assertWhole(filling)
    return { rows, clock: [...clock] }
  } finally {
    filling.close()
  }
}

/** Register lines for packets that no register knows, and parked drafts that no packet came from. Faults as fillStates. */
export async function endFilling(
  io: DiskIo,
  { path, key, chain, identities, unknown }: EndJob,
): Promise<void> {
  const filling = openFilling(path, key)
  try {
    let rows = unknown.length
    if (rows > 0)
      await withoutRecording(filling, async () => {
        for (const packet of unknown) filling.put((tx) => putUnknown(tx, packet))
      })
    const tables = filling.put((tx) => new Tables(tx))
    for await (const draft of allDrafts(io, chain, identities)) {
      filling.put(() => putDraft(tables, draft))
      rows++
    }
    filling.settle()
    if (rows > 0) assertWhole(filling)
  } finally {
    filling.close()
  }
}

/** Both, where all packets were found before. */
export async function fillStore(io: DiskIo, job: FillJob & EndJob, onProgress: OnProgress): Promise<Filled> {
  const filled = await fillStates(io, job, onProgress)
  await endFilling(io, job)
  return filled
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
