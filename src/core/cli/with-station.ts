import type { ReadDb } from '../db/handles.ts'
import type { ClosableDesk } from '../open-core-desk.ts'
import { recordReads } from '../router-reads.ts'
import type { Station } from '../station.ts'
import { type StationOptions, withOpenStation } from './open-station.ts'
import { proceduresOf, requireType, type Typed, usualAccount } from './permissions.ts'

export { portsOf, RESOURCES, type StationOptions } from './open-station.ts'

interface About {
  /** What is looked at, by the names of the procedures' inputs: what the audit says of it. */
  readonly reads?: object
  /** Sees the store before anything is written to it. */
  readonly found?: (read: ReadDb) => void
}

/**
 * Opens a station for what was typed, once the table of permissions has said that the account may; nothing is read before. What is read of residents is written into the audit as the router does it. Where no account is
 * named it is the first of `teknisi`, `penyelia`, `administrator` who may. ACCOUNT-ROLE, STATION-MISSING.
 */
export function withStation<T>(
  options: StationOptions,
  asked: Typed | readonly Typed[],
  work: (station: Station, desk: ClosableDesk) => Promise<T>,
  { reads = {}, found }: About = {},
): Promise<T> {
  const names = typeof asked === 'string' ? [asked] : asked
  const { account = usualAccount(names) } = options
  const asking = async (station: Station, desk: ClosableDesk) => {
    requireType(station.actor.role, names)
    const recorded = proceduresOf(names).reduce<() => Promise<T>>(
      (answer, name) => () => recordReads(() => station, name, reads, answer),
      () => work(station, desk),
    )
    return recorded()
  }
  return withOpenStation({ ...options, account }, asking, found)
}
