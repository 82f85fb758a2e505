import { migrate, MIGRATIONS } from '../db/migrate.ts'
import { configure, openSqlite, type Sqlite } from '../db/sqlite.ts'

/** Builds a database as the program of schema version `version` left it, and lets `fill` put rows into it. Closed when it returns. */
export function makeStoreOfVersion(
  path: string,
  key: Uint8Array,
  version: number,
  fill: (db: Sqlite) => void = () => {},
): void {
  const db = openSqlite(path, key, { create: true })
  try {
    configure(db)
    migrate(
      db,
      MIGRATIONS.filter((step) => step.version <= version),
    )
    fill(db)
  } finally {
    db.close()
  }
}
