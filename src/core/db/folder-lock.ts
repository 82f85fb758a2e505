import { join } from 'node:path'
import Database from 'better-sqlite3'
import { refuse } from '../refuse.ts'

/** Name of the file in a station's folder that the one process holds which may open it. */
export const LOCK_FILE = 'station.lock'

/** A connection that nobody refers to is closed by the garbage collector, and its lock with it. */
const holding = new Set<Database.Database>()

/**
 * Holds a station's folder for this process; another one's try is STORE-IN-USE. An exclusive transaction on an empty SQLite file: the
 * lock is the kernel's, so it goes with the process however that dies, and needs no guess whether a number in a file still lives.
 */
export function lockFolder(folder: string): { release(): void } {
  let db: Database.Database | undefined
  try {
    db = new Database(join(folder, LOCK_FILE), { timeout: 0 })
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db?.close()
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') throw refuse('STORE-IN-USE')
    throw refuse('DISK-READONLY', { op: 'lock', path: folder }, error)
  }
  const held = db
  holding.add(held)
  return {
    release() {
      holding.delete(held)
      held.close()
    },
  }
}
