import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { utf8 } from '../lib/bytes.ts'
import { errnoOf, Fault, faultOfErrno } from '../lib/fault.ts'
import { replaceDurably } from '../lib/write-durably.ts'

/** SQLite's registry, in the folder of a site that is served alone. */
export const REGISTRY_FILE = 'registry.db'
/** Lies in the folder of a site whose registry is on PostgreSQL; says nothing of where, for that may hold a password. */
const ON_DATABASE = 'registry.on-database'
const NOTE = 'The registry of this site is on PostgreSQL: every command needs --database.\n'

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw faultOfErrno(error, 'stat', path)
  }
}

/**
 * Holds a site to one registry: two of them would count their receipts from 1 under the same key. The first opening with a database is
 * noted in the folder, before anything is taken. Faults SITE-ON-DATABASE {dir} for a noted folder without its database, SITE-ON-FILE {dir}
 * for a database beside a registry that lies in the folder already, DISK-*.
 */
export async function holdRegistryPlace(dir: string, onDatabase: boolean): Promise<void> {
  const noted = await exists(join(dir, ON_DATABASE))
  if (noted === onDatabase) return
  if (noted) throw new Fault('SITE-ON-DATABASE', { dir })
  if (await exists(join(dir, REGISTRY_FILE))) throw new Fault('SITE-ON-FILE', { dir })
  await replaceDurably(join(dir, ON_DATABASE), utf8(NOTE))
}
