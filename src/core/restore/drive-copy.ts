import { mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { faultOfErrno, isFault } from '../../lib/fault.ts'
import type { DiskIo } from '../backup/index.ts'
import { openSqlite, type Sqlite } from '../db/sqlite.ts'

const CHUNK = 1 << 20
const PAGE = 4096

/** What of a file could not be read, in bytes; zeros stand there in the copy. */
async function copyFile(io: DiskIo, from: string, to: string): Promise<number> {
  const file = await io.open(from)
  let lost = 0
  try {
    const out = await open(to, 'w', 0o600)
    try {
      const put = async (bytes: Uint8Array, at: number) => void (await out.write(bytes, 0, bytes.length, at))
      for (let at = 0; at < file.size; at += CHUNK) {
        const length = Math.min(CHUNK, file.size - at)
        const chunk = await attempt(() => file.read(at, length))
        if (chunk) {
          await put(chunk, at)
          continue
        }
        // A bad sector costs its page, not the megabyte around it.
        for (let page = at; page < at + length; page += PAGE) {
          const size = Math.min(PAGE, at + length - page)
          const bytes = await attempt(() => file.read(page, size))
          if (!bytes) lost += size
          await put(bytes ?? new Uint8Array(size), page)
        }
      }
    } catch (error) {
      throw faultOfErrno(error, 'write', to)
    } finally {
      await out.close()
    }
  } finally {
    await file.close()
  }
  return lost
}

async function attempt(read: () => Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return await read()
  } catch (error) {
    if (isFault(error, 'DISK-GONE')) throw error
    return undefined
  }
}

/**
 * Copies a store with its write-ahead log, so that the original is only read; a page that cannot be read becomes zeros, which its
 * cipher's own check then finds. Answers how many bytes were lost. Faults DISK-GONE, those of writing.
 */
export async function copyStore(io: DiskIo, folder: string, copy: string): Promise<number> {
  await mkdir(dirname(copy), { recursive: true, mode: 0o700 })
  await rm(`${copy}-wal`, { force: true })
  let lost = await copyFile(io, join(folder, 'rekam.db'), copy)
  try {
    lost += await copyFile(io, join(folder, 'rekam.db-wal'), `${copy}-wal`)
  } catch (error) {
    if (!isFault(error, 'FILE-MISSING')) throw error
  }
  return lost
}

/** Opens the copy: its log is replayed there, and nothing else of it changes. */
export function openCopy(path: string, key: Uint8Array): Sqlite {
  const db = openSqlite(path, key, { create: false })
  db.pragma('query_only = ON')
  db.pragma('trusted_schema = OFF')
  return db
}
