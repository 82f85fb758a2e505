import { describe, expect, it } from 'vitest'
import { text, utf8 } from '../bytes.ts'
import { CUTS } from './disk-model.ts'
import { FaultyFs, PowerCut } from './faulty-fs.ts'

/** The model is what the fault tests stand on: each rule of it is shown here. */
const left = (fs: FaultyFs) =>
  CUTS.map((cut) => [...fs.after(cut)].map(([path, bytes]) => `${path}=${text(bytes)}`).join())
const fresh = (kind: 'ext4' | 'vfat' = 'ext4') =>
  new FaultyFs([], kind).seed({ '/d/e/': utf8(''), '/d/old': utf8('old') })

async function written(fs: FaultyFs, path: string) {
  const file = await fs.open(path)
  await fs.write(file, utf8('newer!'))
  return file
}

describe('what a power cut leaves (nothing, all, names, torn)', () => {
  it('of a file that was never fsynced', async () => {
    const fs = fresh()
    await written(fs, '/d/a')
    expect(left(fs)).toEqual([
      '/d/old=old',
      '/d/old=old,/d/a=newer!',
      '/d/old=old,/d/a=',
      '/d/old=old,/d/a=new',
    ])
  })

  it('of a file whose folder was not fsynced, and was', async () => {
    const fs = fresh()
    await fs.fsync(await written(fs, '/d/a'))
    expect(left(fs)[0]).toBe('/d/old=old')
    await fs.fsyncDir('/d')
    expect(new Set(left(fs))).toEqual(new Set(['/d/old=old,/d/a=newer!']))
  })

  it('of a folder fsynced before its file', async () => {
    const fs = fresh()
    await written(fs, '/d/a')
    await fs.fsyncDir('/d')
    expect(left(fs)[0]).toBe('/d/old=old,/d/a=')
  })

  it('of a removal and a rename that were not fsynced', async () => {
    const fs = fresh()
    await fs.unlink('/d/old')
    expect(left(fs)).toEqual(['/d/old=old', '', '', ''])
    const other = fresh()
    await other.rename('/d/old', '/d/new')
    expect(left(other)).toEqual(['/d/old=old', '/d/new=old', '/d/new=old', '/d/new=old'])
  })

  it('after an fsync that failed: nothing, however often it is repeated', async () => {
    const fs = fresh()
    const file = await written(fs, '/d/a')
    fs.plan = [{ at: fs.calls.length, what: { errno: 'EIO' } }]
    await expect(fs.fsync(file)).rejects.toMatchObject({ code: 'EIO' })
    await fs.fsync(file)
    await fs.fsyncDir('/d')
    expect(new Set(left(fs))).toEqual(new Set(['/d/old=old,/d/a=']))
  })

  it('on vfat: only what every folder above has fsynced, in order', async () => {
    const fs = fresh('vfat')
    await fs.fsync(await written(fs, '/d/e/a'))
    for (const folder of ['/d/e', '/']) await fs.fsyncDir(folder)
    expect(left(fs)[0]).toBe('/d/old=old')
    for (const folder of ['/d', '/']) await fs.fsyncDir(folder)
    expect(left(fs)[0]).toBe('/d/e/a=newer!,/d/old=old')
  })

  it('on vfat of a rename: a file without length', async () => {
    const fs = fresh('vfat')
    await fs.fsync(await written(fs, '/d/a'))
    await fs.rename('/d/a', '/d/b')
    for (const folder of ['/d', '/']) await fs.fsyncDir(folder)
    expect(left(fs)[0]).toBe('/d/old=old,/d/b=')
  })
})

describe('what may befall a call', () => {
  const after = async (what: FaultyFs['plan'][number]['what'], at = 1) => {
    const fs = fresh()
    fs.plan = [{ at, what }]
    const file = await fs.open('/d/a')
    const taken = await fs.write(file, utf8('newer!')).catch((e: unknown) => e)
    return { fs, file, taken, seen: text(fs.seen().get('/d/a') ?? utf8('gone')) }
  }

  it('is an error, before or after it was done; a short write; none', async () => {
    expect(await after({ errno: 'ENOSPC' })).toMatchObject({ taken: { code: 'ENOSPC' }, seen: '' })
    expect(await after({ errno: 'EIO', late: true })).toMatchObject({
      taken: { code: 'EIO' },
      seen: 'newer!',
    })
    expect(await after('short')).toMatchObject({ taken: 3, seen: 'new' })
    expect(await after('none')).toMatchObject({ taken: 0, seen: '' })
  })

  it('is a power cut, after which nothing answers', async () => {
    for (const [what, seen] of [
      ['cut-before', ''],
      ['cut-after', 'newer!'],
    ] as const) {
      const run = await after(what)
      expect(run).toMatchObject({ seen, taken: expect.any(PowerCut) })
      await expect(run.fs.fsync(run.file)).rejects.toThrow(PowerCut)
      await expect(run.fs.readdir('/d')).rejects.toThrow(PowerCut)
      expect(run.fs.calls.length).toBe(2)
    }
  })

  it('counts what stays open; a close that fails has closed', async () => {
    const { fs, file } = await after({ errno: 'EIO' }, 2)
    expect(fs.leaks).toBe(1)
    await expect(fs.close(file)).rejects.toMatchObject({ code: 'EIO' })
    expect(fs.leaks).toBe(0)
  })
})

describe('names', () => {
  it('are made once, found or missing, as on a real disk', async () => {
    const fs = fresh()
    await expect(fs.open('/d/old')).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(fs.open('/x/a')).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(fs.open('/d/old/a')).rejects.toMatchObject({ code: 'ENOTDIR' })
    await expect(fs.mkdir('/d/e')).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(fs.unlink('/d/none')).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(fs.rename('/d/none', '/d/x')).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(fs.fsyncDir('/d/old')).rejects.toMatchObject({ code: 'ENOTDIR' })
    expect(await fs.readdir('/d')).toEqual(['e', 'old'])
    expect(await fs.stat('/d/old')).toEqual({ kind: 'file', bytes: 3, device: 42 })
    expect((await fs.stat('/d/e')).kind).toBe('folder')
  })
})
