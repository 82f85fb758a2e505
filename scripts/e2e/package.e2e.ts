// The package as the desks get it, made offline on the runtime at hand: what is in it, and that it starts.
import { extractFile, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { buildAll } from '../build.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { launchEnvironment } from './launch.ts'
import { configuration, type Package, packInto } from './package/build-package.ts'
import { startPackage } from './package/run-package.ts'

const silent = { isEnabled: false, add: () => {} } as unknown as Parameters<typeof validateConfiguration>[1]

/** A fuse's character in the wire that stands in the executable. */
const ENABLED = '1'.charCodeAt(0)

let made: Package
const inResources = (name: string) => path.join(made.resources, name)
const filesBelow = (folder: string): string[] =>
  readdirSync(inResources(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(made.resources, path.join(entry.parentPath, entry.name)))
    .toSorted()
const asar = () => inResources('app.asar')
const manifest = (): Record<string, string> =>
  JSON.parse(extractFile(asar(), 'out/main/core-manifest.json').toString()) as Record<string, string>

beforeAll(async () => {
  await buildAll()
  made = await packInto(mkdtempSync(path.join(tmpdir(), 'rekam-dist-')))
})

test('electron-builder.yml holds to the schema, which does refuse what it does not know', async () => {
  const config = await configuration()
  await expect(validateConfiguration(config, silent)).resolves.toBeUndefined()
  const misspelt = { ...config, npmRebiuld: false } as typeof config
  await expect(validateConfiguration(misspelt, silent)).rejects.toThrow(/npmRebiuld/)
  expect(config).toMatchObject({ npmRebuild: false, linux: { target: ['deb', 'AppImage'] } })
  expect(config.win).toMatchObject({ target: [{ target: 'nsis', arch: ['x64'] }] })
})

test('the asar holds the shell and the page, and nothing else', () => {
  const listed = listPackage(asar(), { isPack: false }).map((name) => name.replace(/^[\\/]/, ''))
  const files = listed.filter((name) => path.extname(name) !== '')
  const page = files.filter((name) => name.startsWith('out/renderer/'))
  const rest = files.filter((name) => !page.includes(name))
  expect(rest.toSorted()).toEqual([
    'out/main/core-manifest.json',
    'out/main/main.cjs',
    'out/main/preload.cjs',
    'package.json',
  ])
  expect(page).toContain('out/renderer/index.html')
  expect(page.filter((name) => /\.(map|tsx?|test\.js)$/.test(name))).toEqual([])
  expect(statSync(asar()).size).toBeLessThan(20_000_000)
})

test('the package’s own package.json names no script and no package to be installed', () => {
  const own = JSON.parse(extractFile(asar(), 'package.json').toString()) as Record<string, unknown>
  expect(own['main']).toBe('out/main/main.cjs')
  expect(own['devDependencies'] ?? {}).toEqual({})
})

test('beside it lies the core, each file as the manifest in the asar says, and none more', () => {
  const lying = [...filesBelow('core'), ...filesBelow('node')].filter((name) => name !== 'node/LICENSE')
  expect(lying.toSorted()).toEqual(Object.keys(manifest()).toSorted())
  const hashes = lying.map((name) => [
    name,
    createHash('sha256')
      .update(readFileSync(inResources(name)))
      .digest('hex'),
  ])
  expect(Object.fromEntries(hashes)).toEqual(manifest())
})

test('binaries are those of this platform alone', () => {
  const binaries = filesBelow('core').filter((name) => name.endsWith('.node'))
  expect(binaries.every((name) => name.includes(`${process.platform}-${process.arch}`))).toBe(true)
  expect(binaries.length).toBeGreaterThan(0)
  expect(filesBelow('node')).toEqual(['node/LICENSE', 'node/node'])
  expect(statSync(inResources('node/node')).mode & 0o111).not.toBe(0)
})

test('resources are there, of the sample people only the one of practice is, licences are', () => {
  const below = filesBelow('resources')
  expect(below.some((name) => name.startsWith('resources/fonts/'))).toBe(true)
  const people = below.filter((name) => name.startsWith('resources/people/'))
  expect(new Set(people.map((name) => name.split('/')[2]))).toEqual(new Set(['01']))
  expect(below).toContain('resources/practice/camera.mjpeg')
  const beside = readdirSync(made.folder)
  expect(beside.filter((name) => name.startsWith('LICENSE')).toSorted()).toEqual([
    'LICENSE.electron.txt',
    'LICENSES.chromium.html',
  ])
})

test('the fuses are set as configured', async () => {
  const wire = await getCurrentFuseWire(made.executable)
  const set = Object.keys(made.fuses).map((name) => {
    const option = FuseV1Options[(name.charAt(0).toUpperCase() + name.slice(1)) as keyof typeof FuseV1Options]
    return [name, Number(wire[option]) === ENABLED]
  })
  expect(Object.fromEntries(set)).toEqual(made.fuses)
})

test('the packaged program starts to its first window, on its own Node', async () => {
  const running = await startPackage(made.executable)
  const { window } = running
  expect(window.url()).toBe('app://rekam/index.html')
  await window.getByText('Selamat datang').waitFor()
  await window.screenshot({ path: path.join(projectRoot, 'out', 'screens', 'package.png') })
  expect(runningPrograms()).toContain(inResources('node/node'))
  expect(running.log()).not.toMatch(/the core ended|not as it was shipped/)
  expect(await running.close()).toBe(0)
})

test('what could turn it into another program is not listened to', async () => {
  const evil = mkdtempSync(path.join(tmpdir(), 'rekam-evil-'))
  const mark = path.join(evil, 'ran')
  const script = path.join(evil, 'evil.cjs')
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`)
  const running = await startPackage(made.executable, {
    REKAM_CORE: script,
    REKAM_PAGE: evil,
    NODE_OPTIONS: `--require ${script}`,
  })
  await running.window.getByText('Selamat datang').waitFor()
  await running.close()
  expect(existsSync(mark)).toBe(false)
  const env = { ...(await launchEnvironment()), ELECTRON_RUN_AS_NODE: '1' }
  await promisify(execFile)(made.executable, [script], { env, timeout: 3000 }).catch(
    (error: unknown) => error,
  )
  expect(existsSync(mark)).toBe(false)
})

test('a folder laid beside the asar is not the program', async () => {
  const evil = inResources('app')
  mkdirSync(evil)
  writeFileSync(path.join(evil, 'package.json'), '{ "main": "main.js" }')
  writeFileSync(
    path.join(evil, 'main.js'),
    `require('node:fs').writeFileSync(${JSON.stringify(path.join(evil, 'ran'))}, '')`,
  )
  const running = await startPackage(made.executable)
  await running.window.getByText('Selamat datang').waitFor()
  await running.close()
  expect(existsSync(path.join(evil, 'ran'))).toBe(false)
  rmSync(evil, { recursive: true })
})

test('no debugger of Node listens, whatever the command line says, and there are no developer tools', async () => {
  const running = await startPackage(made.executable, {}, ['--inspect=0'])
  const { window } = running
  await window.getByText('Selamat datang').waitFor()
  for (const keys of ['F12', 'Control+Shift+I']) await window.keyboard.press(keys)
  await window.waitForTimeout(500)
  expect(window.context().pages()).toHaveLength(1)
  await running.close()
  expect(running.said()).not.toContain('Debugger listening')
})

test('a core that was changed on the disk is not started, and the page says so', async () => {
  const file = inResources('core/process.mjs')
  const whole = readFileSync(file)
  replace(file, `${whole.toString()}\n`)
  const running = await startPackage(made.executable)
  await running.window.getByText('CORE-DAMAGED').first().waitFor()
  expect(running.log()).toContain('changed since it was shipped: core/process.mjs')
  await running.close()
  replace(file, whole)
})

/** Not in place: the packer may have linked the file to the one in out/. */
function replace(file: string, content: string | Buffer): void {
  rmSync(file)
  writeFileSync(file, content)
}

/** Programs of all running processes. */
function runningPrograms(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [readlinkSync(`/proc/${name}/exe`)]
      } catch (error) {
        // A process that ended in between, or the kernel's own.
        if ((error as NodeJS.ErrnoException).code !== undefined) return []
        throw error
      }
    })
}
