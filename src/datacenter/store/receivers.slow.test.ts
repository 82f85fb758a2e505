import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { SCHEMA } from '../registry/schema.ts'
import { receiversContract } from '../testing/receivers-contract.ts'
import { SqliteSql } from './sqlite.ts'

describe('SQLite', () => {
  let base: string
  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), 'rekam-store-'))
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  receiversContract(async () => {
    const sql = new SqliteSql(join(mkdtempSync(join(base, 'site-')), 'registry.db'), SCHEMA)
    return [sql, sql]
  }, 10)
})
