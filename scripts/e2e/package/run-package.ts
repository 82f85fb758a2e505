import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Page } from 'playwright-core'
import { commonSwitches, launchEnvironment } from '../launch.ts'

export interface Running {
  readonly window: Page
  /** What the shell noted. */
  log(): string
  /** What the program wrote to its standard error. */
  said(): string
  /** @returns the exit code */
  close(): Promise<number | null>
}

/**
 * Starts a packaged program and waits for its first window. Its fuses shut out Node's inspector, so the page is reached
 * by Chromium's own debugging port.
 */
export async function startPackage(
  executable: string,
  env: Record<string, string> = {},
  more: readonly string[] = [],
): Promise<Running> {
  const userData = mkdtempSync(path.join(tmpdir(), 'rekam-package-'))
  const args = [...commonSwitches(userData), '--remote-debugging-port=0', ...more]
  const child = spawn(executable, args, {
    env: await launchEnvironment(env),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  try {
    const window = await firstWindow(child, userData)
    return {
      window,
      log: () => readFileSync(path.join(userData, 'logs', 'shell.log'), 'utf8'),
      said: () => said,
      close: () => {
        child.kill('SIGTERM')
        return ended
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

async function firstWindow(child: ChildProcess, userData: string): Promise<Page> {
  const portFile = path.join(userData, 'DevToolsActivePort')
  const port = await until(child, () =>
    existsSync(portFile) ? readFileSync(portFile, 'utf8').split('\n')[0] || undefined : undefined,
  )
  // No defaults: an Electron refuses some of what they set.
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true })
  const page = await until(child, () => browser.contexts().flatMap((context) => context.pages())[0])
  await page.waitForLoadState('load')
  return page
}

async function until<T>(child: ChildProcess, look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = look()
    if (found !== undefined) return found
    if (child.exitCode !== null) break
    await wait(50)
  }
  throw new Error(`the packaged program opened no window (exit code ${child.exitCode})`)
}
