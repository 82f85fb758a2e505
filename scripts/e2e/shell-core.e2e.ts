// The shell and its core process: calls, streams, and what happens when one of the two dies.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findElectron } from '../electron-runtime.mjs'
import { projectRoot } from '../electron-runtime/places.mjs'
import { buildShellUnderTest, launchShell, type ShellUnderTest } from './fixtures/shell.ts'
import { commonSwitches, launchEnvironment } from './launch.ts'

let shell: ShellUnderTest
const pid = () => shell.window.evaluate(() => window.fixture.client.pid())
const state = () => shell.window.evaluate(() => window.fixture.core.state())

beforeAll(async () => {
  await buildShellUnderTest()
  shell = await launchShell()
})
afterAll(() => shell.close())

test('the core is told the runtime and its paths, and nothing that changes what a Node runs', async () => {
  const [args, environment] = await shell.window.evaluate(() =>
    Promise.all([window.fixture.client.arguments(), window.fixture.client.environment()]),
  )
  // A call was answered: the core is open by now, as it need not be when the window is.
  expect(shell.journal()[0]).toMatch(/^opened Electron \d+\.\d+\.\d+ /)
  expect(args).toEqual(['--station', `${shell.userData}/station`, '--resources', `${projectRoot}/resources`])
  expect(environment.filter((name) => /^(NODE_(?!CHANNEL)|ELECTRON_(?!RUN_AS_NODE)|LD_)/.test(name))).toEqual(
    [],
  )
})

test('calls, files both ways, and refusals cross whole', async () => {
  const [sent, made, refusal] = await shell.window.evaluate(async () => {
    const { client } = window.fixture
    const size = await client.size({ file: new File([new Uint8Array(5_000_000)], 'foto') })
    const file = await client.bytes(3_000_000)
    const error: unknown = await client.refuse().catch((caught: unknown) => caught)
    return [size, file.size, JSON.stringify(error)] as const
  })
  expect([sent, made]).toEqual([5_000_000, 3_000_000])
  expect(JSON.parse(refusal)).toMatchObject({ code: 'REFUSED', data: { code: 'DISK-FULL' } })
})

test('what only Electron can do reaches the core: dialogs, the key store, refusals by code', async () => {
  await shell.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/media/disk'] })
  })
  expect(await shell.window.evaluate(() => window.fixture.client.choose())).toBe('/media/disk')
  await shell.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] })
  })
  expect(await shell.window.evaluate(() => window.fixture.client.choose())).toBe(null)
  const refused = await shell.window.evaluate(() =>
    window.fixture.client
      .eject('/dev/sda; reboot')
      .catch((error: { data: { code: string } }) => error.data.code),
  )
  expect(refused).toBe('INPUT-INVALID')
  const usable = await shell.app.evaluate(({ safeStorage }) => safeStorage.isEncryptionAvailable())
  if (usable) expect(await shell.window.evaluate(() => window.fixture.client.seal())).toEqual([1, 2, 255])
})

test('pictures of the core show in the page, and what is not there is a broken picture', async () => {
  const load = (address: string) =>
    shell.window.evaluate(
      (source) =>
        new Promise((resolve) => {
          const image = document.createElement('img')
          image.addEventListener('load', () => resolve([image.naturalWidth, image.naturalHeight]))
          image.addEventListener('error', () => resolve('broken'))
          image.src = source
        }),
      address,
    )
  expect(await load('app://station/draft/photo?v=2')).toEqual([30, 40])
  expect(await load('app://station/draft/photo?v=3')).toBe('broken')
})

test('a stream that the page lets go of ends in the core', async () => {
  const read = await shell.window.evaluate(async () => {
    const stop = new AbortController()
    const response = await fetch('app://station/preview', { signal: stop.signal })
    const reader = response.body?.getReader()
    let bytes = 0
    while (bytes < 300_000) bytes += (await reader?.read())?.value?.length ?? 0
    stop.abort()
    return bytes
  })
  expect(read).toBeGreaterThanOrEqual(300_000)
  // At once as a rule, and after ten seconds where Electron did not say so.
  await expect.poll(() => shell.journal(), { timeout: 15_000 }).toContain('preview let go')
})

test('a core that is killed is restarted, the page is told, and calls work again', async () => {
  const before = await pid()
  const lost = await shell.window.evaluateHandle(() => {
    const { client, core } = window.fixture
    const states: string[] = []
    core.subscribe(() => states.push(core.state()))
    const code = client
      .never()
      .catch((error: { code: string; data: { code: string } }) => [error.code, error.data.code])
    return { states, code }
  })
  await wait(50)
  process.kill(before, 'SIGKILL')
  expect(await lost.evaluate(({ code }) => code)).toEqual(['REFUSED', 'CORE-RESTARTED'])
  const after = await pid()
  expect(after).not.toBe(before)
  expect(await lost.evaluate(({ states }) => states)).toEqual(['restarting', 'up'])
  expect(await shell.window.evaluate(() => window.fixture.client.count())).toBe(1)
})

test('calls made while the core is away wait for the next one', async () => {
  const before = await pid()
  process.kill(before, 'SIGKILL')
  await expect.poll(state).toBe('restarting')
  const answers = await shell.window.evaluate(() =>
    Promise.all([
      window.fixture.client.count(),
      window.fixture.client.count(),
      window.fixture.client.count(),
    ]),
  )
  expect(answers).toEqual([1, 2, 3])
})

test('a reload of the page leaves the core at work, and ends what the old page was listening to', async () => {
  const before = await pid()
  await shell.window.evaluate(async () => {
    const ticks = await window.fixture.client.watch()
    await ticks.next()
  })
  const [counted, watching] = await shell.window.evaluate(() =>
    Promise.all([window.fixture.client.count(), window.fixture.client.watching()]),
  )
  expect(watching).toBe(1)
  await shell.window.reload()
  expect(await pid()).toBe(before)
  expect(await shell.window.evaluate(() => window.fixture.client.count())).toBe(counted + 1)
  await expect.poll(() => shell.window.evaluate(() => window.fixture.client.watching())).toBe(0)
})

test('a page that crashes is loaded again and finds the same core', async () => {
  const own = await launchShell()
  const before = await own.window.evaluate(async () => {
    await (await window.fixture.client.watch()).next()
    return [await window.fixture.client.pid(), await window.fixture.client.watching()]
  })
  expect(before[1]).toBe(1)
  // The test's own line to the page dies with it: main asks the page that comes after.
  const after = await own.app.evaluate(async ({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents
    const loaded = new Promise((resolve) => page?.once('did-finish-load', () => resolve(undefined)))
    page?.forcefullyCrashRenderer()
    await loaded
    return page?.executeJavaScript(
      'Promise.all([window.fixture.client.pid(), window.fixture.client.watching()])',
    ) as Promise<number[]>
  })
  expect(after).toEqual([before[0], 0])
  await own.close()
})

test('an error that nobody caught in main is noted and stops nothing', async () => {
  await shell.app.evaluate(() => void setTimeout(() => JSON.parse('{ this is no JSON')))
  const log = `${shell.userData}/logs/shell.log`
  await expect.poll(() => readFileSync(log, 'utf8')).toContain('uncaught: SyntaxError')
  expect(await pid()).toBeGreaterThan(0)
})

test('a second start shows the first window and ends by itself', async () => {
  await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const { executable } = await findElectron()
  const second = spawn(executable, [...commonSwitches(shell.userData), projectRoot], {
    env: await launchEnvironment(),
    stdio: 'ignore',
  })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  expect(code).toBe(0)
  const windows = await shell.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => [window.isVisible(), window.isMinimized()]),
  )
  expect(windows).toEqual([[true, false]])
  expect(shell.journal().filter((line) => line.startsWith('opened'))).toHaveLength(3)
})

test('closing the window closes the store before the program ends', async () => {
  const own = await launchShell()
  await own.window.evaluate(() => window.fixture.client.pid())
  await own.close()
  expect(own.journal()).toEqual([expect.stringMatching(/^opened/), 'closed'])
})

test('a shell that is killed takes its core down, which closes the store', async () => {
  const own = await launchShell()
  const core = await own.window.evaluate(() => window.fixture.client.pid())
  own.app.process().kill('SIGKILL')
  await expect.poll(() => own.journal()).toContain('closed')
  await expect.poll(() => hasEnded(core)).toBe(true)
})

test('a core that dies at every start is tried again and again, and calls are refused at once', async () => {
  const own = await launchShell({ env: { REKAM_TEST_DIE: 'at-start' } })
  await expect
    .poll(() => own.window.evaluate(() => window.fixture.core.state()), { timeout: 20_000 })
    .toBe('failing')
  const code = await own.window.evaluate(() =>
    window.fixture.client.pid().then(String, (error: { data: { code: string } }) => error.data.code),
  )
  expect(code).toBe('CORE-FAILING')
  await own.close()
})

/** Ended, or waiting for an init to take note of it. */
function hasEnded(number: number): boolean {
  const stat = `/proc/${number}/stat`
  return !existsSync(stat) || readFileSync(stat, 'utf8').includes(') Z ')
}
