import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolders } from '../testing/temp.ts'
import { openScratch } from './scratch.ts'

const temp = tempFolders()

test('a base that is written once has no journal beside it, also while it is larger than its memory', () => {
  const folder = temp()
  const db = openScratch(join(folder, 'base'), new Uint8Array(32).fill(1), 64)
  db.exec('CREATE TABLE row (text TEXT); BEGIN')
  const put = db.prepare('INSERT INTO row VALUES (?)')
  for (let n = 0; n < 1000; n++) put.run('x'.repeat(1000))
  expect(readdirSync(folder)).toEqual(['base'])
  db.exec('COMMIT')
  expect(db.prepare('SELECT count(*) FROM row').pluck().get()).toBe(1000)
  db.close()
})
