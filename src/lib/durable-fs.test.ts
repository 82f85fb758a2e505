import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { utf8 } from './bytes.ts'
import { nodeFs } from './durable-fs.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekam-fs-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

describe('nodeFs', () => {
  it('writes a new file one piece after another', async () => {
    const file = await nodeFs.open(at('new'), 'wx', 0o600)
    expect(await nodeFs.write(file, utf8('satu '))).toBe(5)
    expect(await nodeFs.write(file, utf8('dua'))).toBe(3)
    await nodeFs.fsync(file)
    expect(await nodeFs.fstat(file)).toEqual({ kind: 'file', bytes: 8, device: statSync(folder).dev })
    await nodeFs.close(file)
    expect(readFileSync(at('new'), 'utf8')).toBe('satu dua')
    await expect(nodeFs.open(at('new'), 'wx', 0o600)).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(nodeFs.fsync(file)).rejects.toMatchObject({ code: 'EBADF' })
  })

  it('tells files, folders and links apart, and lists, renames and removes', async () => {
    await nodeFs.mkdir(at('dir'))
    await expect(nodeFs.mkdir(at('dir'))).rejects.toMatchObject({ code: 'EEXIST' })
    symlinkSync(at('dir'), at('link'))
    expect((await nodeFs.stat(at('dir'))).kind).toBe('folder')
    expect((await nodeFs.stat(at('link'))).kind).toBe('other')
    writeFileSync(at('dir/a'), '')
    await nodeFs.rename(at('dir/a'), at('dir/b'))
    expect(await nodeFs.readdir(at('dir'))).toEqual(['b'])
    await nodeFs.unlink(at('dir/b'))
    expect(await nodeFs.readdir(at('dir'))).toEqual([])
  })

  it('fsyncs folders, and nothing else as a folder', async () => {
    mkdirSync(at('synced'))
    await expect(nodeFs.fsyncDir(at('synced'))).resolves.toBeUndefined()
    await expect(nodeFs.fsyncDir(at('none'))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(nodeFs.fsyncDir(at('new'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  })
})
