import type { Door } from '../contract/account.ts'
import type { Paths, Ports } from './ports.ts'
import type { Station } from './station.ts'

/** The core as handlers see it: there may be no station yet, or a locked one. */
export interface Desk {
  readonly ports: Ports
  readonly paths: Paths
  /** The open station; STATION-LOCKED while there is none. */
  station(): Station
  door(): Door
  /** Opens the store with an account's passphrase. */
  unlock(account: string, passphrase: string): Promise<Door>
  lock(): Promise<void>
}

/** What oRPC hands to each handler. */
export interface CoreContext {
  readonly desk: Desk
}
