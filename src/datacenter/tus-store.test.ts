import { existsSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { Upload } from '@tus/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { TusStore } from './tus-store.ts'

let dir: string
let now: Date
let store: TusStore

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-tus-'))
  now = new Date('2026-11-23T00:00:00Z')
  store = new TusStore(dir, () => now)
})
afterEach(() => rmSync(dir, { recursive: true }))

const begun = () => store.create(new Upload({ id: 'a', size: 10, offset: 0 }))
const days = (n: number) => {
  now = new Date(now.getTime() + n * 24 * 3600 * 1000)
}

it('goes on with what was begun, and begins anew what is too old', async () => {
  await begun()
  expect(await store.write(Readable.from([Buffer.from('12345')]), 'a', 0)).toBe(5)
  await begun()
  expect((await store.getUpload('a')).offset).toBe(5)
  days(31)
  await begun()
  expect((await store.getUpload('a')).offset).toBe(0)
})

it('takes bytes only where the last ones ended', async () => {
  await begun()
  await store.write(Readable.from([Buffer.from('12345')]), 'a', 0)
  await expect(store.write(Readable.from(['x']), 'a', 4)).rejects.toMatchObject({ status_code: 409 })
  await expect(store.write(Readable.from(['x']), 'a', 6)).rejects.toMatchObject({ status_code: 409 })
  expect(statSync(store.path('a')).size).toBe(5)
})

it('keeps what arrived before a cut', async () => {
  await begun()
  async function* cut() {
    yield Buffer.from('123')
    throw new Error('ECONNRESET')
  }
  expect(await store.write(Readable.from(cut()), 'a', 0)).toBe(3)
})

it('sweeps what expired, not what goes on', async () => {
  await begun()
  days(29)
  await store.create(new Upload({ id: 'b', size: 10, offset: 0 }))
  expect(await store.deleteExpired()).toBe(0)
  days(2)
  expect(await store.deleteExpired()).toBe(1)
  expect([existsSync(store.path('a')), existsSync(store.path('b'))]).toEqual([false, true])
  await expect(store.getUpload('a')).rejects.toMatchObject({ status_code: 404 })
})

it('leaves what somebody may be writing at this moment, and takes it once nobody can', async () => {
  await begun()
  const names = ['.a.0123456789abcdef.tmp', 'beginning.part', 'ending.json']
  const paths = names.map((name) => join(dirname(store.path('a')), name))
  for (const path of paths) writeFileSync(path, '{}')
  expect([await store.deleteExpired(), ...paths.map((path) => existsSync(path))]).toEqual([
    0,
    true,
    true,
    true,
  ])
  const yesterday = Date.now() / 1000 - 25 * 3600
  for (const path of paths) utimesSync(path, yesterday, yesterday)
  expect([await store.deleteExpired(), ...paths.map((path) => existsSync(path))]).toEqual([
    2,
    false,
    false,
    false,
  ])
  expect(existsSync(store.path('a'))).toBe(true)
})

it('begins anew where the bytes went into the store and nobody lived to give the receipt', async () => {
  await begun()
  await store.write(Readable.from([Buffer.from('1234567890')]), 'a', 0)
  rmSync(store.path('a'))
  await expect(store.getUpload('a')).rejects.toMatchObject({ status_code: 404 })
  await begun()
  expect((await store.getUpload('a')).offset).toBe(0)
})
