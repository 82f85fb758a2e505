import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { SCHEMA } from '../registry/schema.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { receiversContract } from '../testing/receivers-contract.ts'
import { restoredContract } from '../testing/restored-contract.ts'
import { storeContract } from '../testing/store-contract.ts'
import { PostgresSql } from './postgres.ts'

describe('PostgreSQL', () => {
  let server: TestPostgres
  let base: string
  beforeAll(async () => {
    server = await startPostgres()
    base = mkdtempSync(join(tmpdir(), 'rekam-store-'))
  }, 60_000)
  afterAll(async () => {
    await server.stop()
    rmSync(base, { recursive: true, force: true })
  })

  const make = async () => {
    const url = await server.database()
    return {
      dir: mkdtempSync(join(base, 'site-')),
      another: () => PostgresSql.open(url, SCHEMA),
    }
  }
  storeContract(make)
  restoredContract(make, 40)
  receiversContract(async () => {
    const url = await server.database()
    return [await PostgresSql.open(url, SCHEMA), await PostgresSql.open(url, SCHEMA)]
  }, 6)
})
