import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { isFault } from '../../lib/fault.ts'
import { writerOf } from './sqlite.ts'
import { storeFault } from './store-fault.ts'

test('a store that cannot grow any more says DISK-FULL and rolls back', async () => {
  const db = new Database(':memory:')
  db.exec('CREATE TABLE t (x BLOB)')
  db.pragma('max_page_count = 20')
  const write = writerOf(db)
  const fill = write.transaction((tx) => {
    tx.run('INSERT INTO t VALUES (1)')
    tx.run('INSERT INTO t VALUES (zeroblob(1000000))')
  })
  await expect(fill).rejects.toMatchObject({ code: 'DISK-FULL' })
  expect(db.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 0 })
})

test('a store that is not to be written says DISK-READONLY', async () => {
  const db = new Database(':memory:')
  db.exec('CREATE TABLE t (x BLOB)')
  db.pragma('query_only = ON')
  await expect(writerOf(db).transaction((tx) => tx.run('INSERT INTO t VALUES (1)'))).rejects.toMatchObject({
    code: 'DISK-READONLY',
  })
})

test('a broken constraint and any other error stay what they are', async () => {
  const db = new Database(':memory:')
  db.exec('CREATE TABLE t (x INTEGER PRIMARY KEY)')
  const twice = writerOf(db).transaction((tx) => {
    tx.run('INSERT INTO t VALUES (1)')
    tx.run('INSERT INTO t VALUES (1)')
  })
  await expect(twice).rejects.toSatisfy((error) => !isFault(error))
  const other = new Error('other')
  expect(storeFault(other)).toBe(other)
})
