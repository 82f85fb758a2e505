import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

/**
 * What really reaches the kernel, seen by strace, which also makes calls fail or kills the process at one of them: the
 * fake disk of the other tests cannot show that Node does what it was told.
 */
const folder = mkdtempSync(join(tmpdir(), 'rekam-strace-'))
afterAll(() => rmSync(folder, { recursive: true }))
const script = join(folder, 'write.mjs')
writeFileSync(
  script,
  `const [module, how, path, root] = process.argv.slice(2)
   const { replaceDurably, createDurably } = await import(module)
   const data = new TextEncoder().encode('baru')
   const done = how === 'replace' ? replaceDurably(path, data) : createDurably(path, data, { root })
   await done.then(() => console.log('acknowledged'), (e) => console.log(e.code))`,
)
const module = new URL('write-durably.ts', import.meta.url).pathname
const works = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

function traced(how: 'replace' | 'create', path: string, root: string, inject: string[] = [], only?: string) {
  const log = join(folder, 'log')
  const calls = 'trace=openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat'
  const args = [
    '-f',
    '-y',
    '-o',
    log,
    '-e',
    calls,
    ...inject.flatMap((rule) => ['-e', `inject=${rule}`]),
    ...(only === undefined ? [] : ['-P', only]),
  ]
  // One thread in Node's pool: strace counts an injection's calls thread by thread.
  const run = spawnSync('strace', [...args, process.execPath, script, module, how, path, root], {
    encoding: 'utf8',
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  })
  // What was opened and closed before is Node starting: only what touches the test's own folder counts.
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes(root) && !line.includes('execve'))
  const order = lines.map((line) => /^\d+\s+(\w+)\(/.exec(line)?.[1]).filter((name) => name !== undefined)
  return { said: run.stdout.trim(), order, lines }
}

const fresh = (name: string) => {
  const root = mkdtempSync(join(folder, `${name}-`))
  writeFileSync(join(root, 'file'), 'lama')
  return { root, path: join(root, 'file') }
}

describe.skipIf(!works)('the calls that the kernel sees (by strace)', () => {
  it('of a replacement: write, fsync, rename, fsync of the folder', () => {
    const { root, path } = fresh('replace')
    const { said, order, lines } = traced('replace', path, root)
    expect(said).toBe('acknowledged')
    expect(order).toEqual(['openat', 'write', 'fsync', 'rename', 'openat', 'fsync'])
    expect(lines[0]).toMatch(/O_WRONLY\|O_CREAT\|O_EXCL/)
    expect(lines.at(-1)).toContain(`<${root}>)`)
  })

  it('of a creation: write, fsync of the root before that of the file, fsync of the folder, no rename', () => {
    const { root } = fresh('create')
    const { said, order } = traced('create', join(root, 'NEW'), root)
    expect(said).toBe('acknowledged')
    expect(order).toEqual(['openat', 'write', 'openat', 'fsync', 'fsync', 'openat', 'fsync'])
  })

  it.each([
    ['fsync:error=EIO:when=1', 'DISK-IO'],
    ['rename:error=EIO:when=1', 'DISK-IO'],
  ])('with %s in a replacement: %s, the old file whole, nothing beside it, no second fsync', (rule, code) => {
    const { root, path } = fresh('inject')
    const { said, order } = traced('replace', path, root, [rule])
    expect(said).toBe(code)
    expect(readFileSync(path, 'utf8')).toBe('lama')
    expect(readdirSync(root)).toEqual(['file'])
    expect(order.filter((name) => name === 'fsync').length).toBe(1)
  })

  it.each([
    ['openat:error=EROFS', 'NEW', 'DISK-READONLY'],
    ['write:error=ENOSPC', 'NEW', 'DISK-FULL'],
    ['write:error=ENOTCONN', 'NEW', 'DISK-GONE'],
    ['fsync:error=EIO', 'NEW', 'DISK-IO'],
    ['fsync:error=EIO', '.', 'DISK-IO'],
  ])('with %s on %s in a creation: %s, the name given up', (rule, name, code) => {
    const { root } = fresh('inject')
    const { said } = traced('create', join(root, 'NEW'), root, [rule], join(root, name))
    expect(said).toBe(code)
    expect(readdirSync(root)).toEqual(['file'])
  })

  it.each([1, 2])('killed at fsync %i: the old file or the new, whole', (when) => {
    const { root, path } = fresh('kill')
    const { said } = traced('replace', path, root, [`fsync:signal=KILL:when=${when}`])
    expect(said).toBe('')
    expect(readFileSync(path, 'utf8')).toBe(when === 1 ? 'lama' : 'baru')
    expect(readdirSync(root).filter((name) => name !== basename(path)).length).toBe(when === 1 ? 1 : 0)
  })
})
