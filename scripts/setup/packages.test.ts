import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { projectNode } from '../electron-runtime/places.mjs'
import { providePackages } from './packages.mjs'

let root: string
const calls = () => readFileSync(path.join(root, 'calls'), 'utf8')

/** An npm of our own: notes its arguments, then acts. */
function npmThat(acts: string) {
  const cli = path.join(root, 'npm-cli.js')
  writeFileSync(cli, `const fs = require('fs'); fs.appendFileSync('calls', process.argv[2] + ' '); ${acts}`)
  vi.stubEnv('npm_execpath', cli)
  vi.stubEnv('npm_node_execpath', process.execPath)
}

const installsNode = () => `
  fs.mkdirSync(${JSON.stringify(path.dirname(projectNode(root)))}, { recursive: true })
  fs.writeFileSync(${JSON.stringify(projectNode(root))}, '')`

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'packages-'))
  mkdirSync(path.join(root, 'node_modules'))
  writeFileSync(path.join(root, 'package-lock.json'), '{}')
  writeFileSync(path.join(root, 'calls'), '')
})
afterEach(() => vi.unstubAllEnvs())

test('installs once, keeps, and installs again when the lock file or Node is another', async () => {
  npmThat(installsNode())
  expect(await providePackages(root)).toBe('installed')
  expect(await providePackages(root)).toBe('kept')
  writeFileSync(path.join(root, 'package-lock.json'), '{"changed":1}')
  expect(await providePackages(root)).toBe('installed')
  expect(calls()).toBe('install install ')
})

test('a failed installation says what to do and is tried again', async () => {
  npmThat('process.exit(1)')
  await expect(providePackages(root)).rejects.toThrow(/run the same command again/)
  npmThat(installsNode())
  expect(await providePackages(root)).toBe('installed')
})

test('an npm that omits optional packages is named as the cause', async () => {
  npmThat('')
  await expect(providePackages(root)).rejects.toThrow(/npm config get omit/)
})
