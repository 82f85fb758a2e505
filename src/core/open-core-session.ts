import type { Role } from '../contract/account.ts'
import { shred } from '../lib/bytes.ts'
import { followRecovery } from './account/index.ts'
import { recordAct, settleDestroyed } from './audit/index.ts'
import type { ReadDb } from './db/handles.ts'
import { forgetLocal, setLocal } from './db/local.ts'
import { openStore, type Store } from './db/open.ts'
import { settleErased } from './erasure/index.ts'
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
  /** Sees the store as it was found, before anything is written to it. */
  readonly found?: ((read: ReadDb) => void) | undefined
  /** Called when the check in the background finds the store damaged. */
  readonly damaged: () => Promise<void>
}

export interface OpenStation {
  /** The station as who sits at it acts on it: each person has one of their own, so that a call that is under way keeps its author. */
  readonly station: LiveStation
  /** Somebody else sits down, or the same person again. ACCOUNT-WRONG-PASSPHRASE for an account that is disabled. */
  become(account: string): Promise<void>
  close(): Promise<void>
}

/** The account's role now. ACCOUNT-WRONG-PASSPHRASE for one that is not there or disabled. */
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

/** The same station under another actor. */
function actingAs(station: LiveStation, actor: Actor): LiveStation {
  const same = Object.getOwnPropertyDescriptors(station)
  return Object.defineProperties({} as LiveStation, { ...same, actor: { value: actor, enumerable: true } })
}

/** Opens the store, says in it that it is open, starts what runs with it. Faults STORE-*, ACCOUNT-WRONG-PASSPHRASE. */
export async function openSession(opening: Opening): Promise<OpenStation> {
  const { key, folder, ports } = opening
  const store = openStore(folder.store, key)
  const stops: (() => Promise<void> | void)[] = []
  try {
    const actor = actorOf(store, opening.account)
    opening.found?.(store.read)
    const check = await guardStore(store, { key, ports, damaged: opening.damaged })
    stops.push(() => check.stop())
    const station = openStation(store, key, folder, ports, actor, stationRules)
    await store.write.transaction((tx) => {
      setLocal(tx, 'opened', ports.now().toISOString())
      settleDestroyed(tx)
      settleErased(tx)
      recordAct(tx, station, 'account.unlocked', actor.account)
    })
    // A profile with another recovery recipient may have come just before the power went.
    await followRecovery(station)
    for (const service of opening.services) stops.push(service(station))
    station.changed('account')
    let acting = station
    return {
      get station() {
        return acting
      },
      async become(account) {
        const next = actingAs(station, actorOf(store, account))
        await store.write.transaction((tx) => recordAct(tx, next, 'account.resumed', account))
        acting = next
        next.changed('account')
      },
      close: () => closeSession(store, acting, stops).finally(() => shred(key)),
    }
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
