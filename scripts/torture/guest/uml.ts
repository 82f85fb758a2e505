import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killGroup } from '../kill-group.ts'
import { bundled } from './bundle.ts'
import { answerIn, type GuestAnswer, type GuestJob } from './job.ts'

const INIT = join(import.meta.dirname, 'init-uml.sh')

/** Why there is no such machine here. */
export function umlMissing(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux'
  for (const tool of ['linux.uml', 'dmsetup', 'modprobe'])
    if (spawnSync('which', [tool]).status !== 0) return `${tool} is not installed`
  return undefined
}

/** Boots a user-mode Linux, runs one program of this folder in it, and takes down what it said. */
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
  const timer = setTimeout(() => killGroup(machine), limitMs)
  await new Promise<void>((resolve) => machine.on('close', () => resolve()))
  clearTimeout(timer)
  const answer = answerIn(box, Buffer.concat(console).toString())
  rmSync(box, { recursive: true, force: true })
  return answer
}
