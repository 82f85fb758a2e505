import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { makeStoreOfVersion } from '../testing/old-store.ts'
import { tempFolders } from '../testing/temp.ts'
import { SCHEMA } from './migrate.ts'
import { createStore, openFilling, openReader, openStore } from './open.ts'
import { openSqlite } from './sqlite.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(7)
const OTHER = new Uint8Array(32).fill(8)

const code = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return (error as { code?: string }).code
  }
  return 'no error'
}

/** A store with one site, closed; answers its path. */
async function made(): Promise<string> {
  const path = join(temp(), 'rekam.db')
  const store = createStore(path, KEY)
  await store.write.transaction((tx) => {
    tx.run("INSERT INTO change_counter VALUES (1, 'e', 0)")
    tx.run("INSERT INTO site (code, state) VALUES ('mmu', 'open')")
  })
  store.close()
  return path
}

describe('a store that is being filled', () => {
  const add = (path: string, code_: string, settles: boolean) => {
    const filling = openFilling(path, KEY)
    filling.put((tx) => tx.run("INSERT INTO site (code, state) VALUES (?, 'open')", [code_]))
    if (settles) filling.settle()
    expect(filling.check('full')).toEqual([])
    filling.close()
  }

  test('keeps what was settled, beside another connection, and nothing else', async () => {
    const path = await made()
    const store = openStore(path, KEY)
    add(path, 'batam', true)
    add(path, 'pos-5272', false)
    expect(store.read.all('SELECT code FROM site ORDER BY code')).toEqual([
      { code: 'batam' },
      { code: 'mmu' },
    ])
    store.close()
  })

  test('says faults as any store does', async () => {
    const path = await made()
    expect(code(() => openFilling(path, OTHER))).toBe('STORE-DAMAGED')
    const filling = openFilling(path, KEY)
    expect(
      code(() => filling.put((tx) => tx.run("INSERT INTO site (code, state) VALUES ('mmu', 'open')"))),
    ).not.toBe('no error')
    filling.close()
  })
})

describe('what does not open is refused and stays as it is', () => {
  test.each([
    ['a wrong key', OTHER, () => made(), 'STORE-DAMAGED'],
    [
      'random bytes',
      KEY,
      async () => foreign(Buffer.from('not a database at all, '.repeat(400))),
      'STORE-DAMAGED',
    ],
    ['an empty file', KEY, async () => foreign(Buffer.alloc(0)), 'STORE-DAMAGED'],
    ["somebody's plain SQLite file", KEY, async () => plainSqlite(), 'STORE-DAMAGED'],
    ["another program's file under our key", KEY, async () => otherApplication(), 'STORE-DAMAGED'],
    ['a newer schema', KEY, async () => newer(), 'STORE-NEWER'],
    ['a torn file', KEY, () => torn(), 'STORE-DAMAGED'],
  ])('%s', async (_, key, make, expected) => {
    const path = await make()
    const before = readFileSync(path)
    expect(code(() => openStore(path, key))).toBe(expected)
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('a missing file is never made anew', () => {
    const folder = temp()
    expect(code(() => openStore(join(folder, 'rekam.db'), KEY))).toBe('STORE-MISSING')
    expect(readdirSync(folder)).toEqual([])
  })

  test('a new store never takes the place of a file', () => {
    const path = foreign(Buffer.from('x'))
    expect(code(() => createStore(path, KEY))).toBe('FILE-EXISTS')
    expect(readFileSync(path, 'utf8')).toBe('x')
  })

  test('a wrong key does not harm what a crash left in the WAL', async () => {
    const path = await made()
    const store = openStore(path, KEY)
    await store.write.transaction((tx) => tx.run("UPDATE site SET notice = 'only in the WAL'"))
    const copy = join(temp(), 'rekam.db')
    for (const end of ['', '-wal']) copyFileSync(path + end, copy + end)
    store.close()
    expect(code(() => openStore(copy, OTHER))).toBe('STORE-DAMAGED')
    const again = openStore(copy, KEY)
    expect(again.read.get('SELECT notice FROM site')).toEqual({ notice: 'only in the WAL' })
    again.close()
  })
})

test('check tells a damaged page of a store that opens', async () => {
  const path = await made()
  const store = openStore(path, KEY)
  await store.write.transaction((tx) => {
    for (let i = 0; i < 500; i++)
      tx.run('INSERT INTO site_log (site, at, state, notice) VALUES (?, ?, ?, ?)', [
        'mmu',
        `${i}`,
        'x',
        'n'.repeat(500),
      ])
  })
  expect(store.check('quick')).toEqual([])
  expect(store.check('full')).toEqual([])
  store.close()
  const bytes = readFileSync(path)
  bytes.fill(0xa5, bytes.length - 3 * 4096, bytes.length - 2 * 4096)
  writeFileSync(path, bytes)
  const broken = openStore(path, KEY)
  expect(broken.check('quick').length).toBeGreaterThan(0)
  broken.close()
})

test('a reader sees one moment and cannot write', async () => {
  const path = await made()
  const store = openStore(path, KEY)
  const reader = openReader(path, KEY)
  reader.begin()
  await store.write.transaction((tx) => tx.run("UPDATE site SET state = 'refusing'"))
  expect(reader.read.get('SELECT state FROM site')).toEqual({ state: 'open' })
  expect(() => reader.read.all("UPDATE site SET state = 'x' RETURNING code")).toThrow('readonly')
  reader.close()
  store.close()
})

test('settings of a connection: WAL, full synchronisation, foreign keys, secure delete', async () => {
  const db = openSqlite(await made(), KEY, { create: false })
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  db.close()
  const path = await made()
  const store = openStore(path, KEY)
  const pragma = (name: string) => Object.values(store.read.get(`PRAGMA ${name}`) ?? {})[0]
  expect([pragma('synchronous'), pragma('foreign_keys'), pragma('secure_delete')]).toEqual([2, 1, 1])
  store.close()
})

test('a checkpoint does not wait for a worker that reads; the next one takes what it left', async () => {
  const path = await made()
  const store = openStore(path, KEY)
  const reader = openReader(path, KEY)
  reader.begin()
  await store.write.transaction((tx) => tx.run("INSERT INTO site (code, state) VALUES ('batam', 'open')"))
  const began = performance.now()
  store.checkpoint()
  expect(performance.now() - began).toBeLessThan(1000)
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0)
  reader.close()
  store.checkpoint()
  expect(statSync(`${path}-wal`).size).toBe(0)
  store.close()
})

function foreign(bytes: Buffer): string {
  const path = join(temp(), 'rekam.db')
  writeFileSync(path, bytes)
  return path
}

function plainSqlite(): string {
  const path = join(temp(), 'rekam.db')
  const db = new Database(path)
  db.exec('CREATE TABLE theirs (x)')
  db.close()
  return path
}

function otherApplication(): string {
  const path = join(temp(), 'rekam.db')
  const db = openSqlite(path, KEY, { create: true })
  db.exec('CREATE TABLE theirs (x)')
  db.close()
  return path
}

function newer(): string {
  const path = join(temp(), 'rekam.db')
  makeStoreOfVersion(path, KEY, SCHEMA, (db) => db.pragma(`user_version = ${SCHEMA + 1}`))
  return path
}

async function torn(): Promise<string> {
  const path = await made()
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.subarray(0, 2000))
  return path
}
