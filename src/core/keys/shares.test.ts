import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateIdentity } from '../../lib/age.ts'
import { tempFolders } from '../testing/temp.ts'
import { identityFromShares, ShareTray, splitIntoFiles } from './shares.ts'

const temp = tempFolders()
const { identity } = generateIdentity()
const split = async () => (await splitIntoFiles(identity, { shares: 5, needs: 3 }, temp())).files

test('a tray remembers a share whose drive is gone, and gives the key', async () => {
  const files = await split()
  const tray = new ShareTray()
  for (const count of [1, 2, 3]) {
    await tray.judge(files.slice(0, count))
    rmSync(files[count - 1]!)
  }
  expect(await identityFromShares(files.slice(0, 3), tray)).toBe(identity)
  tray.empty()
  await expect(identityFromShares(files.slice(0, 3), tray)).rejects.toThrow('FILE-MISSING')
})

test('a share that is damaged, foreign or given twice is refused by its number, and the tray stays as it was', async () => {
  const files = await split()
  const others = await split()
  const tray = new ShareTray()
  await tray.judge(files.slice(0, 2))
  const copy = join(temp(), 'salinan.txt')
  writeFileSync(copy, readFileSync(files[1]!))
  const bad = join(temp(), 'rusak.txt')
  writeFileSync(
    bad,
    readFileSync(files[3]!, 'utf8').replace(/^data .*$/m, (line) => line.replace(/[2-9]/, '1')),
  )
  const refused = async (path: string, code: string, params: object) =>
    expect(tray.judge([...files.slice(0, 2), path])).rejects.toMatchObject({ code, params })
  await refused(bad, 'SHARE-DAMAGED', { share: 4 })
  await refused(others[2]!, 'SHARE-FOREIGN', { shares: '3' })
  await refused(copy, 'SHARE-TWICE', { share: 2 })
  for (const file of files.slice(0, 2)) rmSync(file)
  expect(await identityFromShares(files.slice(0, 3), tray)).toBe(identity)
})

test.skipIf(process.platform === 'win32')(
  'a file without end is refused, not read until memory ends',
  async () => {
    await expect(new ShareTray().judge(['/dev/zero'])).rejects.toThrow('FILE-NOT-PLAIN')
    const long = join(temp(), 'panjang.txt')
    writeFileSync(long, 'x'.repeat(10_000))
    await expect(new ShareTray().judge([long])).rejects.toThrow('SHARE-UNREADABLE')
  },
)
