import type { Door } from '../contract/account.ts'
import type { ChosenPlaces } from './chosen-places.ts'
import type { Paths, Ports } from './ports.ts'
import type { Station } from './station.ts'

/** What proves that a password may be given anew without the old one: a code that the Dinas read out and its number, or the Dinas' recovery identity. */
export type ResetProof = { readonly n: number; readonly code: string } | { readonly identity: string }

/** The core as handlers see it: there may be no station yet, or a locked one. */
export interface Desk {
  readonly ports: Ports
  readonly paths: Paths
  /** What persons pointed at in the system's own dialogs. */
  readonly chosen: ChosenPlaces
  /** The open station; STATION-LOCKED while there is none. */
  station(): Station
  door(): Door
  /** Opens the store with an account's passphrase. */
  unlock(account: string, passphrase: string): Promise<Door>
  /** Proves an account's passphrase without opening anything by it. ACCOUNT-WRONG-PASSPHRASE, ACCOUNT-WAIT. */
  prove(account: string, passphrase: string): Promise<void>
  /**
   * Somebody beside the desk proves who they are, by the PIN or the password of their account; who sits at it stays. Answers by which.
   * ACCOUNT-WRONG-PIN, ACCOUNT-WRONG-PASSPHRASE, ACCOUNT-WAIT, STATION-LOCKED.
   */
  vouch(account: string, secret: string): Promise<'pin' | 'password'>
  /** Covers the desk; what runs goes on, and a PIN is enough to come back. */
  rest(): Promise<void>
  /** Who has a PIN takes a seat at the resting or open desk. STATION-LOCKED where the store is closed. */
  resume(account: string, pin: string): Promise<Door>
  /**
   * A forgotten password, by a one-time code or the recovery key of the Dinas: the account gets a new one, waits for nothing that was typed wrong before, and sits at
   * the desk. One turn: no guess and no other program comes in between. ACCOUNT-WRONG-CODE, ACCOUNT-WRONG-IDENTITY,
   * ACCOUNT-WEAK-PASSPHRASE, STORE-IN-USE.
   */
  reset(by: ResetProof, account: string, passphrase: string): Promise<Door>
  lock(): Promise<void>
}

/** What oRPC hands to each handler. */
export interface CoreContext {
  readonly desk: Desk
}
