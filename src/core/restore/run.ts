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
 * Restores a station from its disks into its empty folder, under a new epoch and with new keys: packets first, each proven by its own
 * signature, then the station as a whole. Interrupted at any point it goes on when it is called again with the same root. Faults
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
  const placed = await hands.place(
    { sources, folder: paths.folder, scratch: scratchOf(paths), now },
    onProgress,
  )
  const { plan, chain, identities, unknown } = placed
  const { epoch } = await makeStation(paths, ports, {
    profile: placed.profile,
    root,
    // Without a password the accounts open by the recovery identity and by reset codes alone.
    passphrase: sources.secrets.passphrase ?? hex(ports.random(32)),
    accounts: { list: placed.accounts, rows: false },
    parent: placed.parent,
    stateIdentity: placed.stateIdentity ?? undefined,
    cost: deps.cost,
    fill: async (store, newEpoch, key) => {
      await hands.fillStore(
        { path: store.path, key, chain, identities, unknown, now, epoch: newEpoch },
        onProgress,
      )
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
  return { ...plan, newEpoch: epoch }
}
