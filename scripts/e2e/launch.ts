import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { type Display, provideDisplay } from '../display.ts'
import { findElectron } from '../electron-runtime.mjs'
import { projectRoot } from '../electron-runtime/places.mjs'
import { violations } from './axe.ts'
import { cameraFile } from './samples.ts'

export interface LaunchOptions {
  /** Home of this run's user: settings, single-instance lock, station. A fresh one when left out. */
  readonly userData?: string
  readonly station?: string
  /** Drives are what is mounted below this folder; scanners read the image files of that one. */
  readonly drives?: string
  readonly captures?: string
  /** A packaged program instead of the tree's build. */
  readonly executable?: string
  /** What the camera sees (Motion JPEG). */
  readonly camera?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Launched {
  readonly app: ElectronApplication
  readonly window: Page
  readonly userData: string
  /**
   * What the page wrote to its console, errors that it threw, and what axe-core found wrong with each screen that was kept: to be empty at
   * the end of a test.
   */
  readonly complaints: string[]
  /** Keeps a screenshot as test output: out/screens/<name>.png. Animations run on: cancelling them kills the page of Chromium 114. */
  readonly screenshot: (name: string) => Promise<string>
  readonly close: () => Promise<void>
}

let display: Promise<Display> | undefined

/** Switches of a window with a user's folder of its own. Chromium's sandbox refuses to run as root, so there and only there it is off. */
export function ownSwitches(userData: string): string[] {
  const root = process.getuid?.() === 0
  return [...(root ? ['--no-sandbox'] : []), `--user-data-dir=${userData}`]
}

/**
 * Switches that every run of a test needs. The tests' display has no graphics processor: one imitated in software would draw the same
 * pictures for more work (decision 0200).
 */
export function commonSwitches(userData: string): string[] {
  return [...ownSwitches(userData), '--disable-gpu']
}

/** The environment of a run: ours, on the tests' own display. */
export async function launchEnvironment(
  extra: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  display ??= provideDisplay({ own: true })
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return { ...Object.fromEntries(inherited), ...(await display).env, ...extra }
}

/** Opens the real window in the real Electron, and waits for the page's first paint. Build first. */
export async function launch(options: LaunchOptions = {}): Promise<Launched> {
  const userData = options.userData ?? mkdtempSync(path.join(tmpdir(), 'rekam-e2e-'))
  const camera = options.camera ?? (await cameraFile())
  const electron = options.executable ?? (await findElectron()).executable
  const app = await _electron.launch({
    executablePath: electron,
    args: [
      ...commonSwitches(userData),
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
      ...(['station', 'drives', 'captures'] as const).flatMap((name) =>
        options[name] === undefined ? [] : [`--${name}=${options[name]}`],
      ),
      ...(options.executable === undefined ? [projectRoot] : []),
      ...(options.args ?? []),
    ],
    env: await launchEnvironment(options.env),
  })
  const complaints: string[] = []
  const window = await app.firstWindow()
  window.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text())
  })
  window.on('pageerror', (error) => complaints.push(error.message))
  await window.waitForLoadState('load')
  return {
    app,
    window,
    userData,
    complaints,
    async screenshot(name) {
      const file = await screenshot(window, name)
      complaints.push(...(await violations(window)).map((what) => `${name}: ${what}`))
      return file
    },
    close: async () => {
      await app.close()
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true })
    },
  }
}

async function screenshot(window: Page, name: string): Promise<string> {
  const file = path.join(projectRoot, 'out', 'screens', `${name}.png`)
  mkdirSync(path.dirname(file), { recursive: true })
  // A window that is being shown has no size for a moment, and nothing to take.
  await window.waitForFunction(() => innerWidth > 0)
  await window.screenshot({ path: file })
  return file
}
