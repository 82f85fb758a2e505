import { mkdir } from 'node:fs/promises'
import type { Door } from '../contract/account.ts'
import { shred } from '../lib/bytes.ts'
import { isFault } from '../lib/fault.ts'
import { openByPassphrase, readSlotsFile } from './account/index.ts'
import { isClockBehind } from './clock.ts'
import type { Desk } from './context.ts'
import { lockFolder } from './db/folder-lock.ts'
import { doorOf } from './open-core-door.ts'
import { type OpenStation, openSession, type Service } from './open-core-session.ts'
import type { Paths, Ports } from './ports.ts'
import { refuse } from './refuse.ts'
import { finishEmptying } from './restore/index.ts'
import { finishMoveIn, stationPaths } from './settings/index.ts'

export interface ClosableDesk extends Desk {
  /** Locks, and lets the folder go. */
  close(): Promise<void>
}

/** One desk over one station folder. Opening, locking and closing happen one after the other, in the order they were asked for. */
export async function openDesk(
  ports: Ports,
  paths: Paths,
  services: readonly Service[],
): Promise<ClosableDesk> {
  const folder = stationPaths(paths.station, paths.resources)
  let held: { release(): void } | undefined
  let session: OpenStation | undefined
  /** Why the store does not open, from the last try. */
  let broken: string | undefined
  let queue: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work, work)
    queue = turn.catch(() => undefined)
    return turn
  }

  /** Takes the folder, if another program let it go by now. */
  function take(): void {
    if (held) return
    held = lockFolder(folder.folder)
    finishEmptying(folder)
    finishMoveIn(folder)
  }

  async function shut(why?: string): Promise<void> {
    const was = session
    session = undefined
    broken = why
    await was?.close()
  }

  async function open(account: string, passphrase: string): Promise<void> {
    take()
    const slots = await readSlotsFile(folder.keys)
    const key = await openByPassphrase(slots, account, passphrase, ports.secretBox)
    if (session?.station.actor.account === account) return shred(key)
    await shut()
    session = await openSession({
      key,
      account,
      folder,
      ports,
      services,
      // Found damaged while the desk was at work: nothing more is written to it.
      damaged: () => inTurn(() => shut('STORE-DAMAGED')),
    })
  }

  const desk: ClosableDesk = {
    ports,
    paths,
    station() {
      if (!session) throw refuse('STATION-LOCKED')
      return session.station
    },
    door(): Door {
      if (session) {
        const { actor, read } = session.station
        return { door: 'open', ...actor, clockBehind: isClockBehind(read, ports.now()) }
      }
      if (broken !== undefined) return { door: 'broken', code: broken }
      try {
        take()
        return doorOf(folder)
      } catch (error) {
        return { door: 'broken', code: isFault(error) ? error.code : 'INTERNAL' }
      }
    },
    unlock: (account, passphrase) =>
      inTurn(async () => {
        try {
          await open(account, passphrase)
        } catch (error) {
          if (isFault(error) && error.code.startsWith('STORE-') && error.code !== 'STORE-IN-USE')
            broken = error.code
          throw error
        }
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
