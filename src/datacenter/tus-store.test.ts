import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Upload } from '@tus/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Body } from './body.ts'
import { TusStore } from './tus-store.ts'

let dir: string
let store: TusStore
const SIZES: Readonly<Record<string, number>> = { a: 10, b: 10 }

const open = () => new TusStore(dir, (id) => Promise.resolve(SIZES[id]))
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-tus-'))
  store = open()
})
afterEach(() => rmSync(dir, { recursive: true }))

const begun = () => store.create(new Upload({ id: 'a', size: 10, offset: 0 }))
/** As if nobody had written the file for so many days. */
const idle = (name: string, days: number) => {
  const at = Date.now() / 1000 - days * 24 * 3600
  utimesSync(join(dir, name), at, at)
}
const there = () => readdirSync(dir).toSorted()

it('goes on with what was begun, and begins anew what is too old', async () => {
  await begun()
  expect(await store.bring(new Body(Readable.from([Buffer.from('12345')])), 'a', 0)).toBe(5)
  await begun()
  expect((await store.getUpload('a')).offset).toBe(5)
  idle('a.part', 29)
  await begun()
  expect((await store.getUpload('a')).offset).toBe(5)
  idle('a.part', 31)
  await begun()
  expect((await store.getUpload('a')).offset).toBe(0)
})

it('knows what was begun before it was opened by its announcement alone', async () => {
  await begun()
  await store.bring(new Body(Readable.from([Buffer.from('12345')])), 'a', 0)
  expect(there()).toEqual(['a.part'])
  expect([store.isOwn('a'), open().isOwn('a')]).toEqual([true, false])
  expect(await open().getUpload('a')).toMatchObject({ offset: 5, size: 10, metadata: { key: 'a' } })
  writeFileSync(join(dir, 'unknown.part'), '1')
  await expect(open().getUpload('unknown')).rejects.toMatchObject({ status_code: 404 })
})

it('begins anew where more lies there than was announced', async () => {
  writeFileSync(join(dir, 'a.part'), '12345678901')
  await begun()
  expect((await store.getUpload('a')).offset).toBe(0)
})

it('takes bytes only where the last ones ended', async () => {
  await begun()
  await store.bring(new Body(Readable.from([Buffer.from('12345')])), 'a', 0)
  await expect(store.bring(new Body(Readable.from(['x'])), 'a', 4)).rejects.toMatchObject({
    status_code: 409,
  })
  await expect(store.bring(new Body(Readable.from(['x'])), 'a', 6)).rejects.toMatchObject({
    status_code: 409,
  })
  expect(statSync(store.path('a')).size).toBe(5)
})

it('keeps what arrived before a cut', async () => {
  await begun()
  async function* cut() {
    yield Buffer.from('123')
    throw new Error('ECONNRESET')
  }
  expect(await store.bring(new Body(Readable.from(cut())), 'a', 0)).toBe(3)
})

it('sweeps what nobody went on with, not what goes on', async () => {
  await begun()
  await store.create(new Upload({ id: 'b', size: 10, offset: 0 }))
  idle('a.part', 29)
  expect(await store.deleteExpired()).toBe(0)
  idle('a.part', 31)
  expect(await store.deleteExpired()).toBe(1)
  expect(there()).toEqual(['b.part'])
  await expect(store.getUpload('a')).rejects.toMatchObject({ status_code: 404 })
})

it('leaves what somebody may be writing at this moment, and takes it once nobody can', async () => {
  const beside = ['.a.0123456789abcdef.tmp', 'facts-of-before.json']
  for (const name of beside) writeFileSync(join(dir, name), '{}')
  await begun()
  await store.deleteExpired()
  expect(there()).toEqual([...beside, 'a.part'].toSorted())
  for (const name of [...beside, 'a.part']) idle(name, 1.1)
  await store.deleteExpired()
  expect(there()).toEqual(['a.part'])
})

it('begins anew where the bytes went into the store and nobody lived to give the receipt', async () => {
  await begun()
  await store.bring(new Body(Readable.from([Buffer.from('1234567890')])), 'a', 0)
  rmSync(store.path('a'))
  await expect(store.getUpload('a')).rejects.toMatchObject({ status_code: 404 })
  await begun()
  expect((await store.getUpload('a')).offset).toBe(0)
})

it('says when all bytes of a whole packet can be read, and nothing of one that was cut', async () => {
  const sizes: number[] = []
  const written = () => sizes.push(statSync(store.path('a')).size)
  async function* cut() {
    yield Buffer.from('123')
    throw new Error('ECONNRESET')
  }
  expect(await store.whole('a', 10, new Body(Readable.from(cut())), written)).toBe(3)
  expect(sizes).toEqual([])
  await store.remove('a')
  expect(await store.whole('a', 10, new Body(Readable.from([Buffer.from('1234567890')])), written)).toBe(10)
  expect(sizes).toEqual([10])
})
