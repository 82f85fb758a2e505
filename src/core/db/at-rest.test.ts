import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolders } from '../testing/temp.ts'
import { createStore } from './open.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(9)
const MARKER = 'CONTOH-PENANDA-SATU'

/** Files of the folder in which the text stands, in UTF-8 or UTF-16. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder).filter((name) => {
    const bytes = readFileSync(join(folder, name))
    return bytes.includes(Buffer.from(text)) || bytes.includes(Buffer.from(text, 'utf16le'))
  })
}

test('nothing that was written stands readable in the file, the WAL or the shared memory', async () => {
  const folder = temp()
  const store = createStore(join(folder, 'rekam.db'), KEY)
  await store.write.transaction((tx) => {
    tx.run("INSERT INTO change_counter VALUES (1, 'e', 0)")
    for (let i = 0; i < 300; i++)
      tx.run('INSERT INTO recording_photo VALUES (?, ?, ?)', [
        `${MARKER} ${i}`,
        'image/jpeg',
        Buffer.from(MARKER.repeat(40)),
      ])
  })
  store.read.all('SELECT * FROM recording_photo ORDER BY media, bytes DESC')
  expect(readdirSync(folder).toSorted()).toEqual(['rekam.db', 'rekam.db-shm', 'rekam.db-wal'])
  expect(filesWith(folder, MARKER)).toEqual([])
  expect(filesWith(folder, 'CREATE TABLE')).toEqual([])
  store.checkpoint()
  expect(readFileSync(join(folder, 'rekam.db-wal')).length).toBe(0)
  expect(filesWith(folder, MARKER)).toEqual([])
  store.close()
  expect(filesWith(folder, MARKER)).toEqual([])
  expect(readFileSync(join(folder, 'rekam.db')).subarray(0, 15).toString('latin1')).not.toBe(
    'SQLite format 3',
  )
})
