import type { Role } from '../contract/account.ts'
import { shred } from '../lib/bytes.ts'
import { recordAct } from './audit/index.ts'
import { forgetLocal, setLocal } from './db/local.ts'
import { openStore, type Store } from './db/open.ts'
import { guardStore } from './open-core-check.ts'
import type { Ports } from './ports.ts'
import { refuse } from './refuse.ts'
import { type LiveStation, openStation } from './settings/index.ts'
import { stationRules } from './station-rules.ts'
import type { Actor, Station, StationPaths } from './station.ts'

/** What runs while a station is open; answers how it stops. */
export type Service = (station: Station) => () => Promise<void> | void

export interface Opening {
  readonly key: Uint8Array
  readonly account: string
  readonly folder: StationPaths
  readonly ports: Ports
  readonly services: readonly Service[]
  /** Called when the check in the background finds the store damaged. */
  readonly damaged: () => Promise<void>
}

export interface OpenStation {
  readonly station: LiveStation
  close(): Promise<void>
}

function actorOf(store: Store, account: string): Actor {
  const row = store.read.get<{ role: Role; disabled_at: string | null }>(
    'SELECT role, disabled_at FROM account WHERE name = ?',
    [account],
  )
  if (!row || row.disabled_at !== null) throw refuse('ACCOUNT-WRONG-PASSPHRASE')
  return { account, role: row.role }
}

/** Stops services in the opposite order of their start; one that fails does not keep the others running. */
async function stopAll(stops: readonly (() => Promise<void> | void)[], ports: Ports): Promise<void> {
  for (const stop of stops.toReversed()) {
    try {
      await stop()
    } catch (error) {
      ports.log.error('a service did not stop', { error: String(error) })
    }
  }
}

/** Opens the store, says in it that it is open, starts what runs with it. Faults STORE-*, ACCOUNT-WRONG-PASSPHRASE. */
export async function openSession(opening: Opening): Promise<OpenStation> {
  const { key, folder, ports } = opening
  const store = openStore(folder.store, key)
  const stops: (() => Promise<void> | void)[] = []
  try {
    const actor = actorOf(store, opening.account)
    const check = await guardStore(store, { key, ports, damaged: opening.damaged })
    stops.push(() => check.stop())
    const station = openStation(store, key, folder, ports, actor, stationRules)
    await store.write.transaction((tx) => {
      setLocal(tx, 'opened', ports.now().toISOString())
      recordAct(tx, station, 'account.unlocked', actor.account)
    })
    for (const service of opening.services) stops.push(service(station))
    station.changed('account')
    return { station, close: () => closeSession(store, station, stops).finally(() => shred(key)) }
  } catch (error) {
    await stopAll(stops, ports)
    store.close()
    throw error
  }
}

async function closeSession(
  store: Store,
  station: LiveStation,
  stops: readonly (() => Promise<void> | void)[],
): Promise<void> {
  station.changed('account')
  await stopAll(stops, station.ports)
  try {
    await store.write.transaction((tx) => {
      recordAct(tx, station, 'account.locked', station.actor.account)
      forgetLocal(tx, 'opened')
    })
    store.checkpoint()
  } catch (error) {
    // A store that is damaged or a disk that is full: closing goes on, and the next start finds an unclean stop.
    station.ports.log.error('the store did not close cleanly', { error: String(error) })
  } finally {
    store.close()
  }
}
