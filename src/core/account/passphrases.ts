import { join } from 'node:path'
import { text } from '../../lib/bytes.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { recordAct } from '../audit/index.ts'
import { localSecret } from '../db/local.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { setPassphrase } from './change-slots.ts'
import { KEY_COST, type KeyCost } from './key-files.ts'
import { refuseWeak } from './make-slots.ts'
import { KEY_FILES } from './slots-file.ts'
import { sealStateKey } from './state-key.ts'

/**
 * Seals the station-state key to the supervisor's new password: disks take it with their next backup. Before their slot follows: cut off in between, the
 * old password still opens the desk, and whoever gives the new one again has both; the other way round nobody would notice. ACCOUNT-WEAK-PASSPHRASE.
 */
export async function renewStateKey(station: Station, passphrase: string, logN: number): Promise<void> {
  refuseWeak(passphrase, station.ports)
  const identity = localSecret(station.read, 'state-identity')
  if (!identity) throw refuse('STORE-DAMAGED')
  const { recovery } = station.profile.recipients
  const { byPassphrase } = sealStateKey(text(identity), { passphrase, recovery, logN })
  await replaceDurably(join(station.paths.keys, KEY_FILES.state), byPassphrase)
}

/**
 * After a reset gave the acting account a new password: what else goes by it follows, and the reset is in the audit.
 * @param by number of the code, burnt by now, or the recovery key
 */
export async function followReset(
  station: Station,
  passphrase: string,
  by: number | 'recovery',
  cost: KeyCost = KEY_COST,
): Promise<void> {
  if (station.actor.role === 'penyelia') await renewStateKey(station, passphrase, cost.logN)
  await station.write.transaction((tx) =>
    recordAct(tx, station, 'account.reset', station.actor.account, by === 'recovery' ? { by } : { n: by }),
  )
}

/** Gives the acting account a new password; a supervisor's opens the station's state too. Fault ACCOUNT-WEAK-PASSPHRASE. */
export async function changePassphrase(
  station: Station,
  passphrase: string,
  cost: KeyCost = KEY_COST,
): Promise<void> {
  const { account, role } = station.actor
  if (role === 'penyelia') await renewStateKey(station, passphrase, cost.logN)
  await setPassphrase(station.paths.keys, station.keys.store, station.ports, { account, passphrase, cost })
  await station.write.transaction((tx) => recordAct(tx, station, 'account.passphrase', account))
}
