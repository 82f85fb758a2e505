/** A thread that recomputes the chains while the desk goes on, with a read-only connection of its own. */
import { serveThread } from '../../lib/thread-tasks.ts'
import { openReader } from '../db/open.ts'
import type { VerifyJob } from './verify-aside.ts'
import { verifyAudit } from './verify.ts'

serveThread({
  async verify({ store, key }: VerifyJob) {
    const reader = openReader(store, key)
    try {
      // All at one moment: an act that is recorded meanwhile belongs to no head that was read before it.
      reader.begin()
      return verifyAudit(reader.read)
    } finally {
      reader.close()
    }
  },
})
