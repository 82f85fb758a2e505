import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { SHA256 } from './model-hashes.ts'

const vendor = path.join(import.meta.dirname, 'vendor')

test('every file of the runtime and the models is the one that was chosen, and there is no other', () => {
  const files = readdirSync(vendor).filter((name) => !/\.(?:md|mts)$/.test(name))
  const hashes = files.map((name) => [
    name,
    createHash('sha256')
      .update(readFileSync(path.join(vendor, name)))
      .digest('hex'),
  ])
  expect(Object.fromEntries(hashes)).toEqual(SHA256)
})
