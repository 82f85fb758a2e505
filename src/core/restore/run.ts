import { resolve } from 'node:path'
import { hex } from '../../lib/bytes.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import type { RestoreResult, RestoreSource } from '../../contract/restore.ts'
import type { KeyCost } from '../account/index.ts'
import { recordAct, recordReceived, settleDestroyed } from '../audit/index.ts'
import { settleErased } from '../erasure/index.ts'
import type { ShareTray } from '../keys/index.ts'
import type { Paths, Ports } from '../ports.ts'
import { keyLine, makeStation, stationPaths } from '../settings/index.ts'
import { refuse } from '../refuse.ts'
import { enterFolder, leaveFolder, noteJournal, scratchOf } from './folder.ts'
import type { RestoreHands } from './hands.ts'
import type { OnProgress } from './job.ts'
import { readSources } from './sources.ts'
import { stateBytes } from './state-chain.ts'
import type { KnownStation } from './tasks.ts'

/** A larger state is read after the packets and not beside them: what both hold would come together. */
const BESIDE_BYTES = 20 << 20

/** A station that stands in the target is no source of itself. */
export function refuseItself(drive: string | null, target: string): void {
  if (drive !== null && resolve(drive) === resolve(target)) throw refuse('RESTORE-DRIVE-ITSELF')
}

export interface RestoreDeps {
  readonly ports: Ports
  readonly paths: Paths
  readonly hands: RestoreHands
  readonly onProgress: OnProgress
  /** Shares that were gathered before. */
  readonly tray?: ShareTray
  /** Lower only in tests. */
  readonly cost?: KeyCost
}

/**
 * Restores a station from its disks into its empty folder, under a new epoch and with new keys: its packets are placed, each proven, while
 * its store is filled beside them, and only then does the station stand as a whole. Interrupted at any point it goes on when it is called again with the same root. Faults
 * RESTORE-*, ACCOUNT-*, DISK-*.
 */
export async function runRestore(given: RestoreSource, deps: RestoreDeps): Promise<RestoreResult> {
  const { ports, hands, onProgress } = deps
  const sources = await readSources(given, deps.tray)
  refuseItself(sources.drive, deps.paths.station)
  const paths = stationPaths(deps.paths.station, deps.paths.resources)
  const root = parsePublicKey(sources.root)
  const line = keyLine(root)
  const finished = await enterFolder(paths, line)
  if (finished) return finished
  const from = { disks: [...sources.disks], drive: sources.drive, trust: given.trust }
  await noteJournal(paths, { root: line, result: null, from })
  const now = ports.now().toISOString()
  const known = Promise.withResolvers<KnownStation>()
  const work = { isPlaced: false }
  const placing = hands
    .place({ sources, folder: paths.folder, scratch: scratchOf(paths), now }, (told) => {
      if ('known' in told) known.resolve(told.known)
      else onProgress(told.progress)
    })
    .finally(() => {
      work.isPlaced = true
    })
  placing.catch(known.reject)
  try {
    const found = await known.promise
    const { chain, identities } = found
    const { epoch } = await makeStation(paths, ports, {
      profile: found.profile,
      root,
      // Without a password the accounts open by the recovery identity and by reset codes alone.
      passphrase: sources.secrets.passphrase ?? hex(ports.random(32)),
      accounts: { list: found.accounts, rows: false },
      parent: found.parent,
      stateIdentity: found.stateIdentity ?? undefined,
      cost: deps.cost,
      fill: async (store, newEpoch, key) => {
        const filling = { path: store.path, key, chain, identities }
        const isBeside = stateBytes(chain) <= BESIDE_BYTES
        if (!isBeside) await placing
        const fill = isBeside ? hands.fillBeside : hands.fillStates
        await fill({ ...filling, now, epoch: newEpoch }, (progress) => {
          if (work.isPlaced) onProgress(progress)
        })
        const { plan, unknown } = await placing
        onProgress({ phase: 'store', done: 0, total: 0 })
        await hands.endFilling({ ...filling, unknown })
        const by = { epoch: { id: newEpoch }, actor: { account: 'rekam' }, ports }
        await store.write.transaction((tx) => {
          settleDestroyed(tx)
          settleErased(tx)
          recordAct(tx, by, 'station.restored', plan.epoch)
          recordReceived(tx, by)
        })
        await noteJournal(paths, { root: line, result: { ...plan, newEpoch }, from })
      },
    })
    await leaveFolder(paths)
    return { ...(await placing).plan, newEpoch: epoch }
  } finally {
    // Nothing goes on in a folder that was given up.
    await placing.catch(() => undefined)
  }
}
