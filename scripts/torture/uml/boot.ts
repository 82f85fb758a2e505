import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { bundled } from './bundle.ts'

const INIT = join(import.meta.dirname, 'init.sh')

/** What the guest is asked for. */
export interface GuestJob {
  readonly kind: 'vfat' | 'ext4'
  readonly seed: string
  /** At most so many points of each kind. */
  readonly points: number
}

/** Lines that a guest says, one JSON each. */
export type GuestLine =
  | { readonly point: string; readonly wrong: readonly string[] }
  | { readonly note: string }
  | { readonly heard: string }

export interface GuestAnswer {
  readonly lines: readonly GuestLine[]
  /** Why it did not come to its end; undefined where it did. */
  readonly failed: string | undefined
}

/** Why there is no such machine here. */
export function umlMissing(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux'
  for (const tool of ['linux.uml', 'dmsetup'])
    if (spawnSync('which', [tool]).status !== 0) return `${tool} is not installed`
  return undefined
}

function said(box: string, name: string): string {
  const path = join(box, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** Boots a machine, runs one program of uml/ in it, and takes down what it said. */
export async function inGuest(program: string, job: GuestJob, limitMs: number): Promise<GuestAnswer> {
  const box = mkdtempSync(join(tmpdir(), 'rekam-uml-'))
  const words = {
    GUEST: await bundled(program),
    JOB: Buffer.from(JSON.stringify(job)).toString('base64url'),
    BOX: box,
    NODE: process.execPath,
  }
  const machine = spawn(
    'linux.uml',
    [
      'mem=2G',
      'root=/dev/root',
      'rootfstype=hostfs',
      'rootflags=/',
      'rw',
      'quiet',
      `init=${INIT}`,
      'con=null',
      'con0=null,fd:2',
      'ssl=null',
      ...Object.entries(words).map(([name, value]) => `${name}=${value}`),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, TMPDIR: '/dev/shm' } },
  )
  const console: Buffer[] = []
  machine.stdout.on('data', (chunk: Buffer) => console.push(chunk))
  machine.stderr.on('data', (chunk: Buffer) => console.push(chunk))
  const timer = setTimeout(() => machine.pid !== undefined && process.kill(-machine.pid, 'SIGKILL'), limitMs)
  await new Promise<void>((resolve) => machine.on('close', () => resolve()))
  clearTimeout(timer)
  const status = said(box, 'status').trim()
  const lines = said(box, 'out')
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as GuestLine)
  const tail = `${said(box, 'err').slice(-2000)} ${Buffer.concat(console).toString().slice(-1000)}`
  const why = said(box, 'up') === '' ? 'the machine did not come up' : `ended with ${status || 'no word'}`
  rmSync(box, { recursive: true, force: true })
  return { lines, failed: status === '0' ? undefined : `${why}: ${tail}` }
}
