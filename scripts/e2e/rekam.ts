import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { projectRoot } from '../electron-runtime/places.mjs'

const SCRIPT = path.join(projectRoot, 'scripts', 'rekam')

/** How a command of the terminal ended. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  /** The one object that `--json` prints. */
  json<T>(): T
}

/** Runs `scripts/rekam` as a technician does: a process of its own. */
export function rekam(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    execFile(SCRIPT, args, { encoding: 'utf8', cwd: '/', maxBuffer: 64 << 20 }, (error, out, err) => {
      const code = error === null ? 0 : error.code
      if (typeof code !== 'number') return reject(error ?? new Error('no exit code'))
      resolve({ code, out, err, json: <T>() => JSON.parse(out) as T })
    })
  })
}

/** A site of the data centre that listens until it is disposed of. */
export async function datacenter(
  site: 'mmu' | 'batam',
  dir: string,
  options: { port: number; refuse?: 'uploads' | 'all' },
): Promise<AsyncDisposable> {
  const refuse = options.refuse === undefined ? [] : ['--refuse', options.refuse]
  const args = ['datacenter', '--site', site, '--dir', dir, '--port', String(options.port), ...refuse]
  const child: ChildProcess = spawn(SCRIPT, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout! })
  await once(lines, 'line', { signal: AbortSignal.timeout(120_000) })
  return {
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** A simulated scanner that speaks SBI (src/devices/sbi.md): a process of its own. */
export interface SbiSimulator extends AsyncDisposable {
  readonly port: number
  readonly control: string
  /** Tells it what is wrong now: `/admin/...`. */
  tell(what: string, body?: unknown): Promise<void>
}

/** Starts one on a free port; its keys, and the root that a profile has to trust, lie in a folder. */
export async function sbiSimulator(keys: string): Promise<SbiSimulator> {
  const args = ['devices', 'sbi', '--port', '0', '--keys', keys, '--json']
  const child: ChildProcess = spawn(SCRIPT, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout! })
  const [line] = (await once(lines, 'line', { signal: AbortSignal.timeout(120_000) })) as [string]
  const { port, control } = JSON.parse(line) as { port: number; control: number }
  const address = `http://127.0.0.1:${control}`
  return {
    port,
    control: address,
    async tell(what, body = {}) {
      const answer = await fetch(`${address}${what}`, { method: 'POST', body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(await answer.text())
    },
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}
