import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { utf8 } from './bytes.ts'
import { blockingFs, nodeFs } from './durable-fs.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekam-fs-'))
afterAll(() => rmSync(folder, { recursive: true }))
describe.each([
  ['nodeFs', nodeFs],
  ['blockingFs', blockingFs],
])('%s', (kind, fs) => {
  mkdirSync(join(folder, kind))
  const at = (name: string) => join(folder, kind, name)

  it('writes a new file one piece after another', async () => {
    const file = await fs.open(at('new'), 'wx', 0o600)
    expect(await fs.write(file, utf8('satu '))).toBe(5)
    expect(await fs.write(file, utf8('dua'))).toBe(3)
    await fs.fsync(file)
    expect(await fs.fstat(file)).toEqual({ kind: 'file', bytes: 8, device: statSync(folder).dev })
    await fs.close(file)
    expect(readFileSync(at('new'), 'utf8')).toBe('satu dua')
    await expect(fs.open(at('new'), 'wx', 0o600)).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(fs.fsync(file)).rejects.toMatchObject({ code: 'EBADF' })
  })

  it('tells files, folders and links apart, and lists, renames and removes', async () => {
    await fs.mkdir(at('dir'))
    await expect(fs.mkdir(at('dir'))).rejects.toMatchObject({ code: 'EEXIST' })
    symlinkSync(at('dir'), at('link'))
    expect((await fs.stat(at('dir'))).kind).toBe('folder')
    expect((await fs.stat(at('link'))).kind).toBe('other')
    writeFileSync(at('dir/a'), '')
    await fs.rename(at('dir/a'), at('dir/b'))
    expect(await fs.readdir(at('dir'))).toEqual(['b'])
    await fs.unlink(at('dir/b'))
    expect(await fs.readdir(at('dir'))).toEqual([])
  })

  it('fsyncs folders, and nothing else as a folder', async () => {
    mkdirSync(at('synced'))
    await expect(fs.fsyncDir(at('synced'))).resolves.toBeUndefined()
    await expect(fs.fsyncDir(at('none'))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(fs.fsyncDir(at('new'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  })
})
