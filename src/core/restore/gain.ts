import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { GainPlan, GainResult, GainSource } from '../../contract/restore.ts'
import { text } from '../../lib/bytes.ts'
import { formatPublicKey } from '../../lib/minisign.ts'
import { recordAct, recordReceived, settleDestroyed } from '../audit/index.ts'
import { lookForPackets, settleAlarmed, snapshotNext } from '../backup/index.ts'
import type { ShareTray } from '../keys/index.ts'
import { localSecret } from '../db/local.ts'
import { openReader } from '../db/open.ts'
import { settleErased } from '../erasure/index.ts'
import { refuse } from '../refuse.ts'
import type { LiveStation } from '../settings/index.ts'
import { settleSukets } from '../suket/index.ts'
import type { Station } from '../station.ts'
import { putDraft } from './drafts.ts'
import { putUnknown } from './fill.ts'
import { applyGains, countGains } from './gain-apply.ts'
import type { RestoreHands } from './hands.ts'
import type { OnProgress, Sources } from './job.ts'
import { refuseItself } from './run.ts'
import { readSources } from './sources.ts'
import type { Stage } from './stage.ts'
import { Tables } from './tables.ts'

export interface GainDeps {
  readonly hands: RestoreHands
  readonly onProgress: OnProgress
  /** Shares that were gathered before. */
  readonly tray?: ShareTray
}

/** A supervisor's or technician's work: it writes into every register. */
export function refuseOthers({ actor: { role } }: Station): void {
  if (role === 'operator') throw refuse('RESTORE-ROLE')
}

/** Sources under the living station's own root, opened by its own key; a password is for what that does not open. */
export async function ownSources(station: Station, given: GainSource, tray?: ShareTray): Promise<Sources> {
  refuseItself(given.drive ?? null, station.paths.folder)
  // The living station's own root and key: nobody has to bring them.
  const own = localSecret(station.read, 'state-identity')
  const sources = await readSources({ ...given, trust: formatPublicKey(station.trust.root) }, tray)
  return {
    ...sources,
    certificates: [...station.keys.certificates, ...sources.certificates],
    station: station.code,
    secrets: { ...sources.secrets, own: own ? text(own) : undefined },
  }
}

const scratchOf = ({ paths }: Station) => join(paths.folder, '.restore')

async function withStage<T>(
  station: Station,
  given: GainSource,
  write: boolean,
  { hands, onProgress, tray }: GainDeps,
  work: (stage: Stage, read: ReturnType<typeof openReader>['read']) => Promise<T>,
): Promise<T> {
  refuseOthers(station)
  const scratch = scratchOf(station)
  const now = station.ports.now().toISOString()
  const sources = await ownSources(station, given, tray)
  const { paths, keys } = station
  try {
    const store = { path: paths.store, key: keys.store }
    const stage = await hands.stage({ sources, folder: paths.folder, store, scratch, now, write }, onProgress)
    const reader = openReader(stage.path, stage.key)
    try {
      return await work(stage, reader.read)
    } finally {
      reader.close()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** What a living station would gain from its disks. Nothing is written. Faults RESTORE-*, DISK-*. */
export function planGain(station: Station, given: GainSource, deps: GainDeps): Promise<GainPlan> {
  return withStage(station, given, false, deps, async (stage, read) => {
    const counted = countGains(station.read, { read, theirs: new Map(stage.clock) })
    return { ...stage.plan, gains: { packets: [...stage.gained], ...counted } }
  })
}

/**
 * Brings into a living station what its disks, another branch's disks, or a dead PC's drive know more: packets first, then registers. It
 * loses nothing; what cannot stand beside its own goes to the quarantine. Faults RESTORE-*, DISK-*.
 */
export function runGain(station: LiveStation, given: GainSource, deps: GainDeps): Promise<GainResult> {
  return withStage(station, given, true, deps, async (stage, read) => {
    const { plan, gained, unknown } = stage
    const now = station.ports.now().toISOString()
    const staged = { read, theirs: new Map(stage.clock) }
    // Before the first row: whatever interrupts this, no log speaks of merged rows alone.
    await station.write.transaction((tx) => snapshotNext(tx))
    const counted = await applyGains(station, staged, { source: plan.epoch, at: now }, (tx, found) => {
      for (const packet of unknown) putUnknown(tx, packet)
      const tables = new Tables(tx)
      for (const draft of stage.drafts) putDraft(tables, draft)
      settleSukets(tx, station)
      settleDestroyed(tx)
      settleErased(tx)
      settleAlarmed(tx)
      recordAct(tx, station, 'station.merged', plan.epoch, { ...found, packets: gained.length })
      recordReceived(tx, station)
    })
    station.reload()
    await lookForPackets(station)
    for (const topic of ['enrolment', 'suket', 'backup'] as const) station.changed(topic)
    return { ...plan, gains: { packets: [...gained], ...counted } }
  })
}
