import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { unlessFresh } from './fresh.ts'

let root: string
let builds = 0
const put = (name: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
  writeFileSync(path.join(root, name), text)
}
const build = () =>
  unlessFresh({ root, name: 'thing', from: ['src/**'], made: ['out/thing.js'] }, async () => {
    builds += 1
    put('out/thing.js', 'made')
  })

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'fresh-'))
  builds = 0
  put('package-lock.json', '{}')
  put('src/deep/a.ts', 'a')
})

test('builds once, then not again until an input, the lock file or an output is another', async () => {
  expect([await build(), await build()]).toEqual([true, false])
  put('src/deep/a.ts', 'b')
  expect([await build(), await build()]).toEqual([true, false])
  put('package-lock.json', '{"lockfileVersion":3}')
  expect([await build(), await build()]).toEqual([true, false])
  rmSync(path.join(root, 'out/thing.js'))
  expect([await build(), await build()]).toEqual([true, false])
  put('src/new.ts', '')
  expect(await build()).toBe(true)
  rmSync(path.join(root, 'src/new.ts'))
  expect(await build()).toBe(true)
  expect(builds).toBe(6)
})

test('tests are no inputs', async () => {
  await build()
  put('src/deep/a.test.ts', 'changed')
  expect(await build()).toBe(false)
})

test('an input that changes while it is built, and a build that fails, are built again', async () => {
  const inputs = { root, name: 'thing', from: ['src/**'], made: [] }
  await unlessFresh(inputs, async () => put('src/deep/a.ts', 'later'))
  expect(await unlessFresh(inputs, async () => {})).toBe(true)
  put('src/deep/a.ts', 'broken')
  await expect(unlessFresh(inputs, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await unlessFresh(inputs, async () => {})).toBe(true)
})
