import Database from 'better-sqlite3'
import { Fault } from '../../lib/fault.ts'

/** SQLite's primary result codes that a person can do something about, as faults of the catalogue. */
const FAULTS: readonly (readonly [prefix: string, code: string])[] = [
  ['SQLITE_FULL', 'DISK-FULL'],
  ['SQLITE_IOERR', 'DISK-IO'],
  ['SQLITE_READONLY', 'DISK-READONLY'],
  ['SQLITE_CANTOPEN', 'DISK-READONLY'],
  ['SQLITE_CORRUPT', 'STORE-DAMAGED'],
  ['SQLITE_NOTADB', 'STORE-DAMAGED'],
]

/**
 * An error of SQLite as the fault that its words are about: DISK-FULL, DISK-IO, DISK-READONLY, STORE-DAMAGED. Anything else comes
 * back as it is; a broken constraint is a mistake of ours and stays INTERNAL.
 */
export function storeFault(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const found = FAULTS.find(([prefix]) => error.code.startsWith(prefix))
  return found ? new Fault(found[1], { op: 'store', errno: error.code }, { cause: error }) : error
}
