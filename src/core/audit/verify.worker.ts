/** A thread that recomputes the chains while the desk goes on, with a read-only connection of its own. */
import { serveThread } from '../../lib/thread-tasks.ts'
import { openSqlite, readerOf } from '../db/sqlite.ts'
import type { VerifyJob } from './verify-aside.ts'
import { verifyAudit } from './verify.ts'

serveThread({
  async verify({ store, key }: VerifyJob) {
    const db = openSqlite(store, key, { create: false, readonly: true })
    try {
      const read = readerOf(db)
      // All at one moment: an act that is recorded meanwhile belongs to no head that was read before it.
      return db.transaction(() => verifyAudit(read))()
    } finally {
      db.close()
    }
  },
})
