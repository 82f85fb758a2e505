import { openSqlite, type Sqlite } from './sqlite.ts'

/**
 * A base for writing once and quickly, encrypted with a raw 32-byte key: nothing of it is durable before it is synced as a whole, and one that was
 * interrupted is thrown away. Its journal is in memory: `OFF` is refused to our connections, which are defensive, and would leave one on the disk.
 * @param cacheKb of its pages in memory, KiB
 */
export function openScratch(path: string, key: Uint8Array, cacheKb: number): Sqlite {
  const db = openSqlite(path, key, { create: true })
  db.pragma('page_size = 8192')
  db.pragma('journal_mode = MEMORY')
  db.pragma('synchronous = OFF')
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('temp_store = MEMORY')
  db.pragma(`cache_size = -${cacheKb}`)
  return db
}
