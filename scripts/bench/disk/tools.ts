import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Milliseconds of some work. */
export async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

export function ms(value: number): string {
  return value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`
}

/** Runs a program of the system to its end, with `input` for it to read; what it says becomes the error. */
export function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = '/',
  input?: string,
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    cwd,
    input,
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(`${program}: ${error?.message ?? stderr}`)
  return stdout
}

export function isInstalled(program: string): boolean {
  return spawnSync('which', [program]).status === 0
}

/** Everything is on the medium, and nothing of what was written or read before is remembered. */
export function forget(): void {
  run('sync', [])
  writeFileSync('/proc/sys/vm/drop_caches', '3')
}

/** Work into a fresh folder that goes again. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Paths of the files below a folder whose name ends so. */
export function filesBelow(folder: string, end: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name))
}

/** Bytes of the file system that a folder takes. */
export function bytesOf(folder: string): number {
  return Number.parseInt(run('du', ['-s', '--block-size=1', folder]), 10)
}
