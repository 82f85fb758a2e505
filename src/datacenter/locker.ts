import { ERRORS, type Lock, type Locker } from '@tus/server'
import type { Sql } from './store/sql.ts'

/** How long a request waits for another one on the same packet: one whose line broke ends within that. */
const WAIT_MS = 10_000

const nameOf = (key: string) => `upload ${key}`

/**
 * One request at a time on a half-sent packet, over all receivers of a site: the lock is the registry's, and that of a receiver which died is
 * free again.
 */
export class SqlLocker implements Locker {
  readonly #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  newLock(key: string): Lock {
    let release: (() => Promise<void>) | undefined
    return {
      lock: async (signal) => {
        release = await this.#sql.hold(nameOf(key), WAIT_MS)
        if (release === undefined) throw ERRORS.ERR_LOCK_TIMEOUT
        // Whoever asked is gone: nobody would ever let go.
        if (signal.aborted) await release()
      },
      unlock: async () => {
        await release?.()
        release = undefined
      },
    }
  }

  /** Does something with a half-sent packet while no request touches it. Undefined when one does for too long. */
  async while<T>(key: string, act: () => Promise<T>): Promise<T | undefined> {
    const release = await this.#sql.hold(nameOf(key), WAIT_MS)
    if (release === undefined) return undefined
    try {
      return await act()
    } finally {
      await release()
    }
  }
}
