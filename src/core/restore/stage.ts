import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RestorePlan } from '../../contract/restore.ts'
import type { DiskIo } from '../backup/index.ts'
import type { ReadDb } from '../db/handles.ts'
import { createStore, openReader } from '../db/open.ts'
import { hasNotLeft, packetPath, signaturePath } from '../enrolment/index.ts'
import { collectPackets } from './collect.ts'
import type { Found } from './found.ts'
import { allDrafts, type DraftRow } from './drafts.ts'
import { fillStore } from './fill.ts'
import type { OnProgress, Sources } from './job.ts'
import { Placing, type UnknownPacket } from './place-packets.ts'
import { PacketNotes } from './packet-notes.ts'
import { planOf, prepare } from './plan.ts'
import type { KnownRecording } from './known-recording.ts'

export interface StageJob {
  readonly sources: Sources
  /** The living station's folder, and its store. */
  readonly folder: string
  readonly store: { readonly path: string; readonly key: Uint8Array }
  readonly scratch: string
  readonly now: string
  /** Places packets that the station lacks; else only counts them. */
  readonly write: boolean
}

/** All that the sources know, in a store of its own, with the packets placed; plain data. */
export interface Stage {
  readonly path: string
  readonly key: Uint8Array
  readonly clock: readonly (readonly [string, number])[]
  readonly plan: RestorePlan
  /** Packets that the station lacked. */
  readonly gained: readonly string[]
  readonly unknown: readonly UnknownPacket[]
  /** Parked drafts that it does not know, from another epoch than its own. */
  readonly drafts: readonly DraftRow[]
}

/** The register lines that the station has count before those that come. */
function together(read: ReadDb, notes: PacketNotes): (id: string) => KnownRecording | undefined {
  return (id) =>
    read.get<KnownRecording>(
      'SELECT id, epoch, seq, sealed_at, sha256, bytes, head, name FROM recording WHERE id = ?',
      [id],
    ) ?? notes.known(id)
}

function lacks(folder: string, read: ReadDb): (packet: Found) => boolean {
  const station = { paths: { packets: join(folder, 'packets') } }
  return ({ id, sha256 }) => {
    const row = read.get<{ sha256: string; at: string; owed: number }>(
      `SELECT sha256, sealed_at AS at, ${hasNotLeft('r.id')} AS owed FROM recording r WHERE id = ?`,
      [id],
    )
    if (row?.sha256 !== sha256) return true
    // It left by the rule, which would never let it go again.
    if (row.owed === 0) return false
    return !existsSync(packetPath(station, id, row.at)) || !existsSync(signaturePath(station, id, row.at))
  }
}

/** Gathers everything from the sources beside the living station. Faults as `prepare`. */
export async function stage(disk: DiskIo, job: StageJob, onProgress: OnProgress): Promise<Stage> {
  await rm(job.scratch, { recursive: true, force: true })
  await mkdir(job.scratch, { recursive: true, mode: 0o700 })
  using notes = new PacketNotes(job.scratch)
  const reader = openReader(job.store.path, job.store.key)
  try {
    const prepared = await prepare(disk, job.sources, job.scratch, notes, onProgress)
    const { io, chain, keys } = prepared
    const placing = new Placing(job.folder, together(reader.read, notes), job.now, { isNew: false })
    const isLacking = lacks(job.folder, reader.read)
    const gained: string[] = []
    const take = async (packet: Found) => {
      if (!isLacking(packet)) return
      gained.push(packet.id)
      if (job.write) await placing.take(packet)
    }
    const collected = await collectPackets(io, prepared, take, onProgress)
    await placing.finish()
    const path = join(job.scratch, 'stage.db')
    const key = new Uint8Array(randomBytes(32))
    createStore(path, key).close()
    const { identities } = keys
    const filled = await fillStore(
      io,
      { path, key, chain: { ...chain, drafts: null }, identities, unknown: [], now: job.now, epoch: null },
      onProgress,
    )
    return {
      path,
      key,
      clock: filled.clock,
      plan: planOf(prepared, collected, job.sources.list),
      gained: gained.toSorted(),
      unknown: placing.unknown,
      drafts: await strangers(reader.read, allDrafts(io, chain, identities)),
    }
  } finally {
    reader.close()
  }
}

/** Drafts that this station never had. One of its own that is gone was sealed or thrown away, and stays so. */
async function strangers(read: ReadDb, drafts: AsyncIterable<DraftRow>): Promise<DraftRow[]> {
  const own = new Set(
    read
      .all<{ id: string }>("SELECT DISTINCT subject AS id FROM audit WHERE act LIKE 'draft.%'")
      .map(({ id }) => id),
  )
  const found: DraftRow[] = []
  for await (const draft of drafts) {
    const id = String(draft.row[draft.table === 'draft' ? 'id' : 'draft'])
    if (!own.has(id)) found.push(draft)
  }
  return found
}
