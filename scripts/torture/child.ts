import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { hex } from '../../src/lib/bytes.ts'
import type { Outcome } from './judge.ts'
import { killGroup } from './kill-group.ts'
import type { Victim } from './rig.ts'

const CHILD = join(import.meta.dirname, 'backup-child.ts')

/** `killed` when the process died without a word. */
export interface ChildOutcome extends Outcome {
  readonly stderr: string
}

export interface ChildOptions {
  /** Words before the command: a tracer, another clock, a lying library. */
  readonly under?: readonly string[]
  readonly killAfterMs?: number
  readonly env?: Readonly<Record<string, string>>
  /** In a shell: limits of the process. */
  readonly limit?: string
}

/** The station's backup in another process; this one's connection is closed meanwhile, as only one process may hold a station. */
export async function backupInChild(victim: Victim, options: ChildOptions = {}): Promise<ChildOutcome> {
  const { on, station, volume } = victim
  const key = hex(station.keys.store)
  on.store.close()
  const args = [process.execPath, CHILD, on.folder, key, volume.mount, hex(randomBytes(8))]
  const line = [...(options.under ?? []), ...args]
  const [program = '', ...rest] =
    options.limit === undefined ? line : ['bash', '-c', `${options.limit}; exec "$@"`, 'bash', ...line]
  const began = performance.now()
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    detached: true,
  })
  const out: Buffer[] = []
  const errors: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  const { killAfterMs } = options
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => killGroup(child), killAfterMs)
  await new Promise<void>((resolve) => child.on('close', () => resolve()))
  clearTimeout(timer)
  victim.reopen()
  const said = Buffer.concat(out).toString().trim()
  return {
    said: said === '' ? 'killed' : said,
    ms: performance.now() - began,
    stderr: Buffer.concat(errors).toString(),
  }
}
