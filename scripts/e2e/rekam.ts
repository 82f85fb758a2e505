import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { projectRoot } from '../electron-runtime/places.mjs'

const SCRIPT = path.join(projectRoot, 'scripts', 'rekam')
const NODE = path.join(projectRoot, 'node_modules', '.bin', 'node')
const BUILT = path.join(projectRoot, 'out', 'core', 'cli.mjs')
/** Commands of programs that are run from their sources (scripts/rekam). */
const OF_SOURCES = new Set(['datacenter', 'intake', 'forward', 'declare-dead', 'decide', 'devices', 'report'])

/** In the environment of the suite's files: the folder of what is made once a run, before which everything was built (global-setup.ts). */
export const SUITE_FOLDER = 'REKAM_SUITE_FOLDER'

let built: Promise<unknown> | undefined
const build = async () => {
  // The builder takes a second to load.
  if (process.env[SUITE_FOLDER] === undefined) await (await import('../build.ts')).buildAll()
}

/** How a command of the terminal ended. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  /** The one object that `--json` prints. */
  json<T>(): T
}

/**
 * Runs `rekam` as a technician does: a process of its own. The station's commands come from the core as it was built, as in the package,
 * which is less than half the work of reading every source anew.
 */
export async function rekam(...args: readonly string[]): Promise<Ran> {
  await (built ??= build())
  const [program, given] = OF_SOURCES.has(args[0] ?? '') ? [SCRIPT, args] : [NODE, [BUILT, ...args]]
  const env = { ...process.env, REKAM_RESOURCES: path.join(projectRoot, 'resources') }
  return new Promise((resolve, reject) => {
    execFile(program, given, { encoding: 'utf8', cwd: '/', env, maxBuffer: 64 << 20 }, (error, out, err) => {
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
  options: { port: number; refuse?: 'uploads' | 'all'; bytesPerSecond?: number },
): Promise<AsyncDisposable> {
  const { port, refuse, bytesPerSecond } = options
  const wrong = [
    ...(refuse === undefined ? [] : ['--refuse', refuse]),
    ...(bytesPerSecond === undefined ? [] : ['--switch', `bytesPerSecond=${bytesPerSecond}`]),
  ]
  const args = ['datacenter', '--site', site, '--dir', dir, '--port', String(port), ...wrong]
  const child: ChildProcess = spawn(SCRIPT, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout! })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${args.join(' ')} ended`)))
  await Promise.race([once(lines, 'line', { signal: AbortSignal.timeout(120_000) }), ended])
  ended.catch(() => {})
  return {
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
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
