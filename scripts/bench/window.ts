// The window from the start of its process to a page that takes keys, against an empty page in the same Electron (issue: speed).
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron } from 'playwright-core'
import { buildAll } from '../build.ts'
import { ownSwitches, launchEnvironment } from '../e2e/launch.ts'
import { findElectron } from '../electron-runtime.mjs'
import { projectRoot } from '../electron-runtime/places.mjs'
import { type BenchResult, median, result } from './result.ts'

const ROUNDS = 7
const TARGET = 1.5

/** The least that an Electron application can be: a window with a page that has one button. */
const EMPTY = {
  'package.json': '{"name":"empty","productName":"empty","version":"1.0.0","main":"main.js"}',
  'main.js': `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadFile('index.html'))
app.on('window-all-closed', () => app.quit())`,
  'index.html': '<!doctype html><title>empty</title><button>OK</button>',
}

/** Milliseconds from spawning to the first button that can be pressed. */
async function start(application: string, home: string): Promise<number> {
  const { executable } = await findElectron()
  const env = await launchEnvironment()
  const userData = mkdtempSync(path.join(home, 'user-'))
  const began = performance.now()
  const app = await _electron.launch({
    executablePath: executable,
    args: [...ownSwitches(userData), application, `--station=${path.join(userData, 'none')}`],
    env,
  })
  const page = await app.firstWindow()
  await page.locator('button:enabled').first().waitFor({ state: 'visible' })
  const took = performance.now() - began
  await app.close()
  return took
}

/** Alternates our window and the empty one, the first of each thrown away, and compares medians. */
export async function benchWindow(): Promise<BenchResult[]> {
  await buildAll()
  const home = mkdtempSync(path.join(tmpdir(), 'rekam-bench-'))
  try {
    const empty = path.join(home, 'empty')
    mkdirSync(empty)
    for (const [name, text] of Object.entries(EMPTY)) writeFileSync(path.join(empty, name), text)
    const ours: number[] = []
    const theirs: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      theirs.push(await start(empty, home))
      ours.push(await start(projectRoot, home))
    }
    const [our, their] = [median(ours.slice(1)), median(theirs.slice(1))]
    const detail = `${our.toFixed(0)} ms to a usable window, ${their.toFixed(0)} ms to an empty page, medians of ${ROUNDS}`
    return [result('window usable / empty page', our / their, TARGET, detail)]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
