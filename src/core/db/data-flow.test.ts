import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REPLICATED } from './tables.ts'

test('the data-flow page names every table that leaves the computer, and none that does not', () => {
  const page = readFileSync(new URL('../../data-flow.md', import.meta.url), 'utf8')
  const [, part = ''] = page.split('## What is replicated to backup disks')
  const named = [...part.split('\n## ')[0]!.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name)
  expect(named).toHaveLength(REPLICATED.length)
  expect(new Set(named)).toEqual(new Set(REPLICATED.map(({ table }) => table)))
})
