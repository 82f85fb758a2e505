import { resolve } from 'node:path'
import { openSite, siteCodeIn } from './open-site.ts'
import { SCHEMA } from './registry/schema.ts'
import type { Site } from './site.ts'
import { PostgresSql } from './store/postgres.ts'

/**
 * A site with its registry on the PostgreSQL of `database`, or in its folder where that is undefined. `lost` hears of connections that broke
 * while nobody used them. Faults of openSite.
 */
export async function openSiteOn(
  database: string | undefined,
  dir: string,
  code: string,
  options: { peer?: string } = {},
  lost: (error: Error) => void = () => {},
): Promise<Site> {
  if (database === undefined) return openSite(dir, code, options)
  const sql = await PostgresSql.open(database, SCHEMA, lost)
  try {
    return await openSite(dir, code, { ...options, sql })
  } catch (error) {
    await sql.close()
    throw error
  }
}

/** The site of a folder, for one command beside whatever serves it; `database` as it is served with. Faults of openSite and siteCodeIn. */
export async function openSiteAt(folder: string, database: string | undefined): Promise<Site> {
  const dir = resolve(folder)
  return openSiteOn(database, dir, await siteCodeIn(dir))
}
