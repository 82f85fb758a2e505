import type { Row, Value } from '../../formats/row.ts'
import { unreadable } from '../../formats/json.ts'
import { type DiskIo, DRAFT_TABLES } from '../backup/index.ts'
import type { SqlValue, WriteTx } from '../db/handles.ts'
import { openStore, type Store } from '../db/open.ts'
import { REPLICATED } from '../db/tables.ts'
import { refuse } from '../refuse.ts'
import type { OnProgress } from './job.ts'
import type { UnknownPacket } from './place-packets.ts'
import { draftRows, stateSteps, type StateStep } from './read-state.ts'
import type { StateChain } from './state-chain.ts'

/** Rows per transaction. The store is not a station yet: after a crash it is made again from the start. */
const BATCH = 500

export interface FillJob {
  readonly path: string
  readonly key: Uint8Array
  readonly chain: StateChain
  readonly identities: readonly string[]
  readonly unknown: readonly UnknownPacket[]
}

/** What stands for a resident whose register line is lost; the packet itself goes to the centre as it is. */
const UNREAD = { nik: '0000000000000000', name: '(REGISTER HILANG)' }

/** Puts rows by the columns that the table really has. */
class Tables {
  readonly #tx: WriteTx
  readonly #columns = new Map<string, ReadonlySet<string>>()

  constructor(tx: WriteTx) {
    this.#tx = tx
  }

  put(table: string, row: Row, key: readonly string[], conflict: 'keep' | 'replace'): void {
    const columns = Object.keys(row)
    const known = this.#known(table)
    if (!columns.every((column) => known.has(column))) throw unreadable('rekam-state', 'column')
    const spelt = columns.map((column) => `"${column}"`).join(', ')
    const update = columns.map((column) => `"${column}" = excluded."${column}"`).join(', ')
    const end =
      conflict === 'keep'
        ? 'ON CONFLICT DO NOTHING'
        : `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${update}`
    this.#tx.run(
      `INSERT INTO ${table} (${spelt}) VALUES (${columns.map(() => '?').join(', ')}) ${end}`,
      columns.map((column) => valueOf(row[column])),
    )
  }

  remove(table: string, key: readonly string[], values: readonly (string | number)[]): void {
    if (key.length !== values.length) throw unreadable('rekam-changes', 'key')
    this.#tx.run(`DELETE FROM ${table} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`, values)
  }

  #known(table: string): ReadonlySet<string> {
    const seen = this.#columns.get(table)
    if (seen) return seen
    const found = new Set(
      this.#tx
        .all<{ name: string }>('SELECT name FROM pragma_table_info(?)', [table])
        .map(({ name }) => name),
    )
    this.#columns.set(table, found)
    return found
  }
}

function valueOf(value: Value | undefined): SqlValue {
  return value ?? null
}

const KEYS = new Map<string, readonly string[]>(REPLICATED.map(({ table, key }) => [table, key]))

function apply(tables: Tables, step: StateStep): void {
  const key = KEYS.get(step.table) ?? []
  if (step.op === 'delete') tables.remove(step.table, key, step.key)
  else tables.put(step.table, step.row, key, step.merge === 'append' ? 'keep' : 'replace')
}

async function inBatches<T>(
  store: Store,
  rows: AsyncIterable<T>,
  put: (tables: Tables, row: T, tx: WriteTx) => void,
  told: (rows: number) => void,
) {
  let batch: T[] = []
  let done = 0
  const flush = async () => {
    const full = batch
    batch = []
    await store.write.transaction((tx) => {
      const tables = new Tables(tx)
      for (const row of full) put(tables, row, tx)
    })
    done += full.length
    told(done)
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

function putUnknown(tx: WriteTx, { id, epoch, seq, sha256, bytes, at }: UnknownPacket): void {
  const added = tx.run(
    `INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
     VALUES (?, ?, ?, 'recording', ?, ?, '', '{}', ?, '', ?, ?, '', '') ON CONFLICT DO NOTHING`,
    [id, epoch, seq, UNREAD.nik, UNREAD.name, at, sha256, bytes],
  )
  if (added === 0) return
  tx.run(
    "INSERT INTO recording_status (recording, status, at, attempt, note) VALUES (?, 'BIO_CAPTURED', ?, 1, 'RESTORED-WITHOUT-REGISTER')",
    [id, at],
  )
}

const DRAFT_KEYS: Record<string, readonly string[]> = {
  draft: ['id'],
  draft_capture: ['draft', 'slot'],
  draft_exception: ['draft', 'slot'],
}

/** A draft that was sealed since is a recording; a reservation in another epoch is none here. */
function putDraft(tables: Tables, { table, row }: { table: string; row: Row }, tx: WriteTx): void {
  const of = DRAFT_TABLES.find((one) => one.table === table)?.of
  const key = DRAFT_KEYS[table]
  if (!of || !key) throw unreadable('rekam-state', 'table')
  if (tx.get('SELECT 1 FROM recording WHERE id = ?', [valueOf(row[of])])) return
  tables.put(table, table === 'draft' ? { ...row, sealing: null } : row, key, 'keep')
}

/**
 * Puts everything that the disks know into a new store that already has its own epoch, and checks it. Faults AGE-*, FORMAT-*,
 * STORE-NEWER, STORE-DAMAGED.
 */
export async function fillStore(io: DiskIo, job: FillJob, onProgress: OnProgress): Promise<{ rows: number }> {
  const store = openStore(job.path, job.key)
  let rows = 0
  const told = (done: number) => {
    rows = done
    onProgress({ phase: 'store', done, total: 0 })
  }
  try {
    await withoutRecording(store, async () => {
      // The founding brought the newest profile alone; the disks know all of them, and since when.
      await store.write.transaction((tx) => tx.run('DELETE FROM profile'))
      await inBatches(store, stateSteps(io, job.chain, job.identities), apply, told)
      await store.write.transaction((tx) => {
        for (const packet of job.unknown) putUnknown(tx, packet)
      })
    })
    const { drafts } = job.chain
    if (drafts) await inBatches(store, draftRows(io, drafts, job.identities), putDraft, () => undefined)
    const [problem] = store.check('full')
    if (problem !== undefined) throw refuse('STORE-DAMAGED', { why: problem })
    return { rows }
  } finally {
    store.close()
  }
}
