import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { RestorePlan } from '../../contract/restore.ts'
import type { DiskIo } from '../backup/index.ts'
import { createStore } from '../db/open.ts'
import { refuse } from '../refuse.ts'
import { collectPackets } from './collect.ts'
import { fillStore } from './fill.ts'
import type { Found } from './found.ts'
import type { OnProgress, Sources } from './job.ts'
import { Placing } from './place-packets.ts'
import { PacketNotes } from './packet-notes.ts'
import { planOf, prepare } from './plan.ts'
import { withScratch } from './scratch.ts'
import type { StandingPackets } from './standing-packets.ts'

/** The registers of the sources in a store of their own in `folder`. */
export interface ReadThrough {
  readonly plan: RestorePlan
  readonly store: { readonly path: string; readonly key: Uint8Array }
  readonly clock: readonly (readonly [epoch: string, seq: number])[]
}

/** Reads everything as a restore does and fills a store, but places no packet, only notes each that proves itself: for who needs no more room. Faults as `rehearse`. */
export async function readThrough(
  disk: DiskIo,
  { sources, folder, now }: { sources: Sources; folder: string; now: string },
  packets: StandingPackets,
  onProgress: OnProgress,
): Promise<ReadThrough> {
  const scratch = join(folder, 'scratch')
  using notes = new PacketNotes(scratch)
  const prepared = await prepare(disk, sources, scratch, notes, onProgress)
  const { io, view, chain, keys } = prepared
  const take = async ({ id, sha256, bytes }: Found) => packets.add({ id, sha256, bytes: bytes.length })
  const plan = planOf(prepared, await collectPackets(io, prepared, take, onProgress), sources.list)
  if (!view.profile) throw refuse('RESTORE-NO-STATE', { packets: plan.packets })
  const store = { path: join(folder, 'rekam.db'), key: new Uint8Array(randomBytes(32)) }
  createStore(store.path, store.key).close()
  const { identities } = keys
  const { clock } = await fillStore(
    io,
    { ...store, chain, identities, unknown: [], now, epoch: null },
    onProgress,
  )
  return { plan, store, clock }
}

/** A restore done whole into a folder that is thrown away: what was placed, and the store that was filled. */
export interface Rehearsed {
  readonly plan: RestorePlan
  readonly folder: string
  readonly store: { readonly path: string; readonly key: Uint8Array }
  readonly clock: readonly (readonly [epoch: string, seq: number])[]
}

/**
 * Restores into `folder` as the real thing does, packets, registers and integrity check, but founds no station. Faults RESTORE-*,
 * STORE-DAMAGED.
 */
export async function rehearse(
  disk: DiskIo,
  job: { sources: Sources; folder: string; now: string },
  onProgress: OnProgress,
): Promise<Rehearsed> {
  const { sources, folder, now } = job
  const scratch = join(folder, 'scratch')
  using notes = new PacketNotes(scratch)
  const prepared = await prepare(disk, sources, scratch, notes, onProgress)
  const { io, view, chain, keys } = prepared
  const placing = new Placing(folder, (id) => notes.known(id), now, { isNew: true })
  const collected = await collectPackets(io, prepared, (packet) => placing.take(packet), onProgress)
  await placing.finish()
  const plan = planOf(prepared, collected, sources.list)
  if (!view.profile) throw refuse('RESTORE-NO-STATE', { packets: plan.packets })
  const store = { path: join(folder, 'rekam.db'), key: new Uint8Array(randomBytes(32)) }
  createStore(store.path, store.key).close()
  const { identities } = keys
  const filling = { ...store, chain, identities, unknown: placing.unknown, now, epoch: null }
  const { clock } = await fillStore(io, filling, onProgress)
  return { plan, folder, store, clock }
}

/** Proves that the sources would make a station here, and leaves nothing. */
export function dryRun(
  disk: DiskIo,
  { sources, now }: { sources: Sources; now: string },
  onProgress: OnProgress,
): Promise<RestorePlan> {
  return withScratch(async (folder) => (await rehearse(disk, { sources, folder, now }, onProgress)).plan)
}
