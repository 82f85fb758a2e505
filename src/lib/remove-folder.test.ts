import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeFolder } from './remove-folder.ts'

let parent: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'rekam-remove-'))
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

/** The most calls of the file system that were under way at once. */
async function mostAtOnce(work: () => Promise<void>): Promise<number> {
  let most = 0
  const look = () => {
    const under = process.getActiveResourcesInfo().filter((name) => name.startsWith('FSReq')).length
    most = Math.max(most, under)
  }
  const timer = setInterval(look, 0)
  await work()
  clearInterval(timer)
  return most
}

test('a folder of thousands goes a few files at a time: each that waits takes 3 kB of memory', async () => {
  const folder = join(parent, 'many', 'below')
  mkdirSync(folder, { recursive: true })
  for (let n = 0; n < 300; n++) writeFileSync(join(folder, String(n)), '')
  expect(await mostAtOnce(() => removeFolder(join(parent, 'many')))).toBeLessThan(100)
  expect(readdirSync(parent)).toEqual([])
})

test('folders in folders go; what a link leads to stays', async () => {
  mkdirSync(join(parent, 'kept'))
  writeFileSync(join(parent, 'kept', 'file'), '')
  mkdirSync(join(parent, 'gone', 'a', 'b'), { recursive: true })
  writeFileSync(join(parent, 'gone', 'a', 'b', 'file'), '')
  symlinkSync(join(parent, 'kept'), join(parent, 'gone', 'a', 'link'))
  await removeFolder(join(parent, 'gone'))
  symlinkSync(join(parent, 'kept'), join(parent, 'link'))
  await removeFolder(join(parent, 'link'))
  expect(readdirSync(parent)).toEqual(['kept'])
  expect(existsSync(join(parent, 'kept', 'file'))).toBe(true)
})

test('what is not there is gone already, and a file goes too', async () => {
  await removeFolder(join(parent, 'nothing'))
  writeFileSync(join(parent, 'file'), '')
  await removeFolder(join(parent, 'file'))
  expect(readdirSync(parent)).toEqual([])
})
