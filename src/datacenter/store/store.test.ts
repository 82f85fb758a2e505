import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { SCHEMA } from '../registry/schema.ts'
import { restoredContract } from '../testing/restored-contract.ts'
import { storeContract } from '../testing/store-contract.ts'
import { SqliteSql } from './sqlite.ts'

describe('SQLite', () => {
  let base: string
  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), 'rekam-store-'))
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  const make = async () => {
    const dir = mkdtempSync(join(base, 'site-'))
    return { dir, another: async () => new SqliteSql(join(dir, 'registry.db'), SCHEMA) }
  }
  storeContract(make)
  restoredContract(make, 150)
})
