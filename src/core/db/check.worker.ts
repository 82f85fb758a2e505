/** A thread that checks the store while the desk goes on, with a read-only connection of its own. */
import { serveThread } from '../../lib/thread-tasks.ts'
import type { CheckInput } from './check.ts'
import { openSqlite, problemsOf } from './sqlite.ts'

serveThread({
  async check({ path, key, depth }: CheckInput) {
    const db = openSqlite(path, key, { create: false, readonly: true })
    try {
      return problemsOf(db, depth)
    } finally {
      db.close()
    }
  },
})
