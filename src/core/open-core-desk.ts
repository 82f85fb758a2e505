import { mkdir } from 'node:fs/promises'
import type { Door } from '../contract/account.ts'
import { shred } from '../lib/bytes.ts'
import { Turns } from '../lib/turns.ts'
import { isFault } from '../lib/fault.ts'
import {
  bindSlot,
  followReset,
  hasPin,
  meansPin,
  openByPassphrase,
  provePin,
  readSlotsFile,
  resetPassphrase,
  Tries,
} from './account/index.ts'
import { recordAct } from './audit/index.ts'
import { ChosenPlaces } from './chosen-places.ts'
import { isClockBehind } from './clock.ts'
import type { Desk } from './context.ts'
import type { ReadDb } from './db/handles.ts'
import { lockFolder } from './db/folder-lock.ts'
import { doorOf } from './open-core-door.ts'
import { type OpenStation, openSession, type Service } from './open-core-session.ts'
import type { Paths, Ports } from './ports.ts'
import { refuseMixing } from './practice-mark.ts'
import { refuse } from './refuse.ts'
import { finishEmptying } from './restore/index.ts'
import { finishMoveIn, stationExists, stationPaths } from './settings/index.ts'

export interface ClosableDesk extends Desk {
  /** Locks, and lets the folder go. */
  close(): Promise<void>
}

/**
 * One desk over one station folder. Opening, locking and closing happen one after the other, in the order they were asked for.
 * @param found sees the store as each opening finds it, before anything is written to it
 */
export async function openDesk(
  ports: Ports,
  paths: Paths,
  services: readonly Service[],
  found?: (read: ReadDb) => void,
): Promise<ClosableDesk> {
  const folder = stationPaths(paths.station, paths.resources)
  let held: { release(): void } | undefined
  let session: OpenStation | undefined
  /** The store is open, and nobody sits at it. */
  let resting = false
  let last: string | null = null
  const tries = new Tries(folder.keys, ports)
  /** Why the store does not open, from the last try. */
  let broken: string | undefined
  const turns = new Turns()
  const inTurn = <T>(work: () => Promise<T>) => turns.take(work)

  /** Takes the folder, if another program let it go by now. */
  function take(): void {
    if (held) return
    refuseMixing(folder.folder, ports.practice !== null, stationExists(folder))
    held = lockFolder(folder.folder)
    finishEmptying(folder)
    finishMoveIn(folder)
  }

  async function shut(why?: string): Promise<void> {
    const was = session
    session = undefined
    resting = false
    broken = why
    await was?.close()
  }

  async function keyBy(account: string, passphrase: string): Promise<Uint8Array> {
    take()
    const slots = await readSlotsFile(folder.keys)
    // Whatever was typed where a name belongs, a password too, is counted nowhere and enters no file.
    if (!slots.accounts.some((slot) => slot.account === account)) throw refuse('ACCOUNT-WRONG-PASSPHRASE')
    const key = await tries.guess(account, () =>
      openByPassphrase(slots, account, passphrase, ports.secretBox),
    )
    await bindSlot(folder.keys, slots, key, ports, { account, passphrase }).catch((error: unknown) => {
      // Whoever has the right password gets in, even where the disk is full; it is tried again the next time.
      ports.log.error('a password was not bound to this computer', { error: String(error) })
    })
    return key
  }

  async function sit(account: string): Promise<void> {
    if (resting || session?.station.actor.account !== account) await session?.become(account)
    resting = false
    last = account
  }

  async function open(account: string, passphrase: string): Promise<void> {
    const key = await keyBy(account, passphrase)
    if (session) {
      shred(key)
      return sit(account)
    }
    last = account
    session = await openSession({
      key,
      account,
      folder,
      ports,
      services,
      found,
      // Found damaged while the desk was at work: nothing more is written to it.
      damaged: () => inTurn(() => shut('STORE-DAMAGED')),
    })
  }

  async function opened(account: string, passphrase: string): Promise<OpenStation> {
    try {
      await open(account, passphrase)
    } catch (error) {
      if (isFault(error) && error.code.startsWith('STORE-') && error.code !== 'STORE-IN-USE')
        broken = error.code
      throw error
    }
    return session!
  }

  const desk: ClosableDesk = {
    ports,
    paths,
    chosen: new ChosenPlaces(),
    station() {
      if (!session || resting) throw refuse('STATION-LOCKED')
      return session.station
    },
    door(): Door {
      if (session && !resting) {
        const { actor, read } = session.station
        return { door: 'open', ...actor, clockBehind: isClockBehind(read, ports.now()) }
      }
      if (broken !== undefined) return { door: 'broken', code: broken }
      try {
        take()
        const door = doorOf(folder)
        if (door.door !== 'locked') return door
        const pins = session ? door.accounts.filter((name) => hasPin(session!.station.read, name)) : []
        return { ...door, resting, pins, last }
      } catch (error) {
        return { door: 'broken', code: isFault(error) ? error.code : 'INTERNAL' }
      }
    },
    unlock: (account, passphrase) =>
      inTurn(async () => {
        await opened(account, passphrase)
        return desk.door()
      }),
    reset: (by, account, passphrase) =>
      inTurn(async () => {
        // Before the code is burnt: where another program has the folder, the reset could not be followed.
        take()
        await resetPassphrase(folder.keys, ports, by, { account, passphrase })
        await tries.forget(account)
        const proof = 'code' in by ? by.n : 'recovery'
        await followReset((await opened(account, passphrase)).station, passphrase, proof)
        return desk.door()
      }),
    prove: (account, passphrase) => inTurn(async () => shred(await keyBy(account, passphrase))),
    vouch: (account, secret) =>
      inTurn(async () => {
        const { read } = desk.station()
        if (!meansPin(read, account, secret)) {
          shred(await keyBy(account, secret))
          return 'password'
        }
        await tries.guess(account, () => provePin(read, account, secret))
        return 'pin'
      }),
    rest: () =>
      inTurn(async () => {
        if (!session || resting) return
        const { station } = session
        resting = true
        await station.write.transaction((tx) =>
          recordAct(tx, station, 'account.rested', station.actor.account),
        )
        station.changed('account')
      }),
    resume: (account, pin) =>
      inTurn(async () => {
        const at = session
        if (!at) throw refuse('STATION-LOCKED')
        if (!hasPin(at.station.read, account)) throw refuse('ACCOUNT-NO-PIN')
        await tries.guess(account, () => provePin(at.station.read, account, pin))
        await sit(account)
        return desk.door()
      }),
    lock: () => inTurn(() => shut()),
    close: () =>
      inTurn(async () => {
        await shut()
        held?.release()
        held = undefined
      }),
  }

  await mkdir(folder.folder, { recursive: true, mode: 0o700 })
  try {
    take()
  } catch (error) {
    // The door says it, and unlocking refuses by it; a window that cannot open its station still opens.
    if (!isFault(error)) throw error
  }
  return desk
}
