import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { concat, text, utf8 } from './bytes.ts'
import { DualHash, hashFile } from './hash.ts'
import { FaultyFs } from './testing/faulty-fs.ts'
import { mountVolume } from './testing/volumes.ts'
import {
  createDurably,
  ensureDirDurably,
  removeDurably,
  replaceDurably,
  sweepTemporaries,
} from './write-durably.ts'

const root = mkdtempSync(join(tmpdir(), 'rekam-durable-'))
afterAll(() => rmSync(root, { recursive: true }))
const at = (name: string) => join(root, name)
const read = (name: string) => readFileSync(at(name), 'utf8')

const large = Buffer.alloc(3_000_001, 'paket')
const streamed = async function* () {
  for (let from = 0; from < large.length; from += 70_000) yield large.subarray(from, from + 70_000)
}
const failing = async function* () {
  yield utf8('sebagian')
  await Promise.resolve()
  throw new Error('the source broke')
}

describe('replaceDurably on a real disk', () => {
  it('makes and replaces a private file, nothing left beside it', async () => {
    expect(await replaceDurably(at('slots.json'), utf8('satu'))).toEqual({ bytes: 4 })
    expect(statSync(at('slots.json')).mode & 0o777).toBe(0o600)
    await replaceDurably(at('slots.json'), utf8('dua'), { mode: 0o640 })
    expect(read('slots.json')).toBe('dua')
    expect(statSync(at('slots.json')).mode & 0o777).toBe(0o640)
    expect(readdirSync(root)).toEqual(['slots.json'])
  })

  it('streams, and hashes in passing', async () => {
    const hash = new DualHash()
    expect(await replaceDurably(at('large'), streamed(), { hash })).toEqual({ bytes: large.length })
    expect(hash.digest()).toEqual(await hashFile(at('large')))
  })

  it('keeps the old file when the source breaks, and passes its error on', async () => {
    await replaceDurably(at('kept'), utf8('lama'))
    await expect(replaceDurably(at('kept'), failing())).rejects.toThrow(/^the source broke$/)
    expect(read('kept')).toBe('lama')
    expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('says what is missing', async () => {
    const path = at('none/slots.json')
    await expect(replaceDurably(path, utf8('x'))).rejects.toMatchObject({
      code: 'FILE-MISSING',
      params: { op: 'open' },
    })
    mkdirSync(at('taken'))
    await expect(replaceDurably(at('taken'), utf8('x'))).rejects.toMatchObject({ params: { op: 'rename' } })
    expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('leaves what a dead process left to sweepTemporaries, which takes nothing else', async () => {
    mkdirSync(at('sweep'))
    for (const name of ['.a.0123456789abcdef.tmp', '.a.tmp', 'a.0123456789abcdef.tmp', 'a'])
      writeFileSync(at(`sweep/${name}`), '')
    expect(await sweepTemporaries(at('sweep'))).toEqual(['.a.0123456789abcdef.tmp'])
    expect(readdirSync(at('sweep')).length).toBe(3)
  })
})

describe('createDurably on a real disk', () => {
  it('creates, streams and hashes under new folders', async () => {
    await ensureDirDurably(at('REKAM/9901/202611'), { root })
    await ensureDirDurably(at('REKAM/9901/202611'), { root })
    const hash = new DualHash()
    const path = at('REKAM/9901/202611/S0000001.TAR')
    const device = statSync(root).dev
    expect(await createDurably(path, streamed(), { root, hash, device })).toEqual({ bytes: large.length })
    expect(hash.digest()).toEqual(await hashFile(path))
  })

  it('refuses a name that is taken, by a dangling link too', async () => {
    writeFileSync(at('TAKEN'), 'lama')
    symlinkSync(at('nowhere'), at('LINK'))
    for (const name of ['TAKEN', 'LINK'])
      await expect(createDurably(at(name), utf8('x'), { root })).rejects.toMatchObject({
        code: 'FILE-EXISTS',
      })
    expect(read('TAKEN')).toBe('lama')
    await expect(ensureDirDurably(at('TAKEN/x'), { root })).rejects.toMatchObject({ code: 'FILE-EXISTS' })
    await expect(ensureDirDurably(at('LINK'), { root })).rejects.toMatchObject({ code: 'FILE-EXISTS' })
  })

  it('gives the name up when the source breaks', async () => {
    await expect(createDurably(at('HALF'), failing(), { root })).rejects.toThrow(/^the source broke$/)
    expect(readdirSync(root)).not.toContain('HALF')
  })

  it('writes nothing into a bare mount point: another device is refused and left as it was', async () => {
    const device = statSync(root).dev + 1
    await expect(createDurably(at('NEW'), utf8('x'), { root, device })).rejects.toMatchObject({
      code: 'DISK-GONE',
    })
    await expect(ensureDirDurably(at('DIR'), { root, device })).rejects.toMatchObject({ code: 'DISK-GONE' })
    expect(readdirSync(root)).not.toContain('NEW')
    expect(readdirSync(root)).not.toContain('DIR')
  })

  it('stays below its root', async () => {
    for (const path of [root, at('..'), at('../x'), '/etc/x'])
      await expect(createDurably(path, utf8('x'), { root })).rejects.toThrow(RangeError)
    await expect(createDurably(at('a/../../x'), utf8('x'), { root })).rejects.toThrow(RangeError)
  })
})

describe('removeDurably', () => {
  it('removes, and says whether there was anything', async () => {
    writeFileSync(at('GONE'), 'x')
    expect(await removeDurably(at('GONE'), { root })).toEqual({ removed: true })
    expect(await removeDurably(at('GONE'))).toEqual({ removed: false })
    mkdirSync(at('FOLDER'))
    await expect(removeDurably(at('FOLDER'))).rejects.toMatchObject({ params: { op: 'unlink' } })
  })
})

describe('the order of calls', () => {
  it('of a replacement', async () => {
    const fs = new FaultyFs().seed({ '/keys/': utf8('') })
    await replaceDurably('/keys/slots.json', utf8('x'), { fs })
    expect(fs.calls.map((call) => call.replace(/\.[0-9a-f]{16}\./, '.R.'))).toEqual([
      'open /keys/.slots.json.R.tmp',
      'write',
      'fsync',
      'close',
      'rename /keys/slots.json',
      'fsyncDir /keys',
    ])
  })

  it('of a creation: every ancestor up to the root, none above', async () => {
    const fs = new FaultyFs([], 'vfat').seed({ '/media/disk/REKAM/9901/': utf8('') })
    await createDurably('/media/disk/REKAM/9901/C.JSN', utf8('x'), { fs, root: '/media/disk', device: 42 })
    expect(fs.calls).toEqual([
      'open /media/disk/REKAM/9901/C.JSN',
      'fstat',
      'write',
      'fsyncDir /media/disk',
      'fsync',
      'close',
      'fsyncDir /media/disk/REKAM/9901',
      'fsyncDir /media/disk/REKAM',
      'fsyncDir /media/disk',
    ])
  })

  it('of a large file: the marks of its clusters before each flush on the way, and the last flush after the last byte', async () => {
    const fs = new FaultyFs([], 'vfat').seed({ '/media/disk/': utf8('') })
    async function* data() {
      for (let n = 0; n < 4; n++) yield new Uint8Array(10)
    }
    await createDurably('/media/disk/V.TAR', data(), { fs, root: '/media/disk', device: 42, flushBytes: 20 })
    const calls = fs.calls.slice(2, -2)
    expect(calls.filter((call) => call === 'write')).toHaveLength(4)
    const flushes = calls.filter((call) => call !== 'write')
    expect(flushes).toEqual(Array.from({ length: 3 }, () => ['fsyncDir /media/disk', 'fsync']).flat())
    expect(calls.slice(-2)).toEqual(['fsyncDir /media/disk', 'fsync'])
  })

  it('of new folders: made from the root down, fsynced from their parent up and themselves last, those that were there too', async () => {
    const fs = new FaultyFs().seed({ '/media/disk/REKAM/': utf8('') })
    await ensureDirDurably('/media/disk/REKAM/9901', { fs, root: '/media/disk' })
    expect(fs.calls).toEqual([
      'mkdir /media/disk/REKAM',
      'stat /media/disk/REKAM',
      'mkdir /media/disk/REKAM/9901',
      'fsyncDir /media/disk',
      'fsyncDir /media/disk/REKAM',
      'fsyncDir /media/disk',
      'fsyncDir /media/disk/REKAM/9901',
    ])
  })

  it('a short write goes on where it stopped; one that takes nothing ends', async () => {
    const fs = new FaultyFs([{ at: 1, what: 'short' }]).seed({ '/d/': utf8('') })
    expect(await createDurably('/d/a', utf8('abcdef'), { fs, root: '/' })).toEqual({ bytes: 6 })
    expect(text(fs.after('nothing').get('/d/a') ?? concat())).toBe('abcdef')
    fs.plan = [{ at: fs.calls.length + 1, what: 'none' }]
    await expect(createDurably('/d/b', utf8('abcdef'), { fs, root: '/' })).rejects.toMatchObject({
      code: 'DISK-IO',
    })
    expect([...fs.seen().keys()]).toEqual(['/d/a'])
  })

  it('says what failed first, and keeps what failed while giving up', async () => {
    const plan = [
      { at: 1, what: { errno: 'ENOSPC' } },
      { at: 3, what: { errno: 'ENOTCONN' } },
    ]
    const fs = new FaultyFs(plan).seed({ '/d/': utf8('') })
    const error: unknown = await createDurably('/d/a', utf8('x'), { fs, root: '/' }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'DISK-FULL', params: { op: 'write', path: '/d/a', errno: 'ENOSPC' } })
    expect(error).toMatchObject({ cause: { errors: [{ code: 'DISK-FULL' }, { code: 'ENOTCONN' }] } })
  })
})

describe('a full disk (a real tmpfs of 1 MiB)', () => {
  it('is DISK-FULL, leaves no name behind, and takes the next smaller file', async (context) => {
    const { path: small, reason, unmount } = mountVolume('tmpfs', 1)
    try {
      if (reason !== undefined) context.skip(reason)
      const path = join(small, 'S0000001.TAR')
      await expect(createDurably(path, large, { root: small })).rejects.toMatchObject({ code: 'DISK-FULL' })
      await expect(createDurably(path, streamed(), { root: small })).rejects.toMatchObject({
        code: 'DISK-FULL',
      })
      await expect(replaceDurably(path, large)).rejects.toMatchObject({ code: 'DISK-FULL' })
      expect(readdirSync(small)).toEqual([])
      expect(await createDurably(path, utf8('muat'), { root: small })).toEqual({ bytes: 4 })
    } finally {
      unmount()
    }
  })
})
