import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { changedFiles } from './core-files.ts'

let resources: string
const put = (name: string, text: string) => {
  mkdirSync(path.dirname(path.join(resources, name)), { recursive: true })
  writeFileSync(path.join(resources, name), text)
  return createHash('sha256').update(text).digest('hex')
}
const all = () => true

beforeEach(() => {
  resources = mkdtempSync(path.join(tmpdir(), 'core-files-'))
})

test('names what was changed, cut short or removed, and nothing else', async () => {
  const names = ['core/process.mjs', 'core/a.mjs', 'core/b.mjs', 'core/c.mjs']
  const manifest = Object.fromEntries(names.map((name) => [name, put(name, `code of ${name}`)]))
  expect(await changedFiles(resources, manifest, all)).toEqual([])
  put('core/a.mjs', 'code of core/a.mjs;')
  put('core/b.mjs', '')
  rmSync(path.join(resources, 'core/c.mjs'))
  expect(await changedFiles(resources, manifest, all)).toEqual(['core/a.mjs', 'core/b.mjs', 'core/c.mjs'])
})

test('a folder in place of a file is a change, and only what is asked for is read', async () => {
  const manifest = { 'node/node': put('node/node', 'x'), 'core/process.mjs': put('core/process.mjs', 'y') }
  rmSync(path.join(resources, 'node/node'))
  mkdirSync(path.join(resources, 'node/node'))
  expect(await changedFiles(resources, manifest, (name) => name.startsWith('core/'))).toEqual([])
  expect(await changedFiles(resources, manifest, all)).toEqual(['node/node'])
})
