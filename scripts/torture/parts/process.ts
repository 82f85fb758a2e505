import { execFileSync, spawnSync } from 'node:child_process'
import { canMount, type VolumeKind } from '../../e2e/volumes.ts'
import { backupInChild, type ChildOptions } from '../child.ts'
import type { Part, Trials } from '../part.ts'
import { type Victim, victimOn, wrongAnswer } from '../rig.ts'

const PACKETS = 4
const PACKET = 300_000

/** Whatever the file system, a process that fails or dies in a call says a code that has words, or nothing because it is dead. */
const ANY = ['done', 'killed', 'DISK-IO', 'FILE-IO', 'DISK-FULL', 'BACKUP-DISK-FULL', 'BACKUP-READBACK']

/** So long after what a whole run takes in the same circumstances, a code is late. */
const LATE_MS = 5000

const has = (tool: string) => spawnSync('which', [tool]).status === 0

/** How often a call is made in a whole backup, in all threads, and how long that backup takes while somebody looks on. */
async function countOf(victim: Victim, call: string): Promise<{ count: number; ms: number }> {
  const log = `${victim.on.temp('trace')}/log`
  const { ms } = await backupInChild(victim, {
    under: ['strace', '-f', '-qq', '-e', `trace=${call}`, '-o', log],
  })
  const { status, stdout } = spawnSync('grep', ['-c', `${call.split(',')[0]}(`, log], { encoding: 'utf8' })
  return { count: status === 0 ? Number(stdout) : 0, ms }
}

async function tried(
  victim: Victim,
  trials: Trials,
  options: ChildOptions,
  allowed: readonly string[],
  withinMs: number,
): Promise<string[]> {
  await victim.seal(PACKETS, PACKET)
  const outcome = trials.hear(await backupInChild(victim, options))
  const isDead = outcome.said === 'killed' && allowed.includes('killed')
  const wrong = isDead ? [] : wrongAnswer(outcome, allowed, withinMs)
  return [...wrong, ...(await victim.judge())]
}

const inject = (call: string, what: string, when: number) => [
  'strace',
  '-f',
  '-qq',
  '-o',
  '/dev/null',
  '-e',
  `trace=${call}`,
  '-e',
  `inject=${call}:${what}:when=${when}`,
]

async function traced(victim: Victim, kind: VolumeKind, trials: Trials): Promise<void> {
  await victim.seal(PACKETS, PACKET)
  for (const call of ['fsync', 'pwrite64', 'write', 'unlink', 'openat']) {
    await victim.seal(PACKETS, PACKET)
    const { count, ms } = await countOf(victim, call)
    if (count === 0) continue
    // openat and write are mostly the program's own start: what matters of them is at the end.
    const faults = call === 'openat' || call === 'write' ? ['signal=KILL'] : ['error=EIO', 'signal=KILL']
    const step = trials.isQuick ? Math.ceil(count / 2) : Math.max(1, Math.floor(count / 25))
    for (const fault of faults) {
      for (let when = 1 + trials.below(step); when <= count; when += step) {
        await trials.point(`${kind}: ${call} ${fault} at ${when} of ${count}`, () =>
          tried(victim, trials, { under: inject(call, fault, when) }, ANY, 2 * ms + LATE_MS),
        )
      }
    }
  }
}

async function killed(victim: Victim, kind: VolumeKind, trials: Trials): Promise<void> {
  const { ms } = await backupInChild(victim)
  for (let n = 0; n < (trials.isQuick ? 2 : 25); n++) {
    const after = Math.round(ms * 0.3 + trials.below(ms * 0.9))
    await trials.point(`${kind}: kill -9 after ${after} ms`, () =>
      tried(victim, trials, { killAfterMs: after }, ['done', 'killed'], 2 * ms + LATE_MS),
    )
  }
}

/** The library that Debian's eatmydata puts before a program: every fsync answers well and does nothing. */
function eatmydata(): string {
  return execFileSync('bash', ['-c', 'dpkg -L libeatmydata1 | grep "so$"'], { encoding: 'utf8' }).trim()
}

async function lied(victim: Victim, kind: VolumeKind, trials: Trials): Promise<void> {
  const within = 2 * (await backupInChild(victim)).ms + LATE_MS
  if (has('eatmydata')) {
    await trials.point(`${kind}: every flush is a lie, then kill -9`, async () => {
      const env = { LD_PRELOAD: eatmydata() }
      const first = await tried(victim, trials, { env }, ['done'], within)
      return [
        ...first,
        ...(await tried(victim, trials, { env, killAfterMs: 900 }, ['done', 'killed'], within)),
      ]
    })
  } else trials.notRun.push('eatmydata is not installed')
  if (!has('faketime')) {
    trials.notRun.push('faketime is not installed')
    return
  }
  for (const clock of ['-7y', '+10y', '-7y'])
    await trials.point(`${kind}: clock at ${clock}`, () =>
      tried(victim, trials, { under: ['faketime', '-f', clock] }, ['done'], within),
    )
}

/** 4 GiB is more than any volume has, so the limit is set lower: what a file system says where a file may not grow. */
async function limited(victim: Victim, kind: VolumeKind, trials: Trials): Promise<void> {
  const within = 2 * (await backupInChild(victim)).ms + LATE_MS
  for (const kilobytes of [1000, 1500]) {
    await trials.point(`${kind}: files end at ${kilobytes} KiB`, async () => {
      await victim.seal(8, PACKET)
      return tried(
        victim,
        trials,
        { limit: `ulimit -f ${kilobytes}` },
        ['killed', 'FILE-TOO-LARGE', 'DISK-FULL', 'BACKUP-DISK-FULL'],
        within,
      )
    })
  }
}

/** The program that writes: calls that fail, calls in which it dies, clocks and flushes that lie. */
export const programs: Part = {
  name: 'process',
  missing: () => {
    if (!canMount('ext4')) return 'needs root and loop devices'
    return has('strace') ? undefined : 'strace is not installed'
  },
  async run(trials) {
    for (const kind of trials.isQuick ? (['ext4'] as const) : (['ext4', 'exfat'] as const)) {
      const victim = await victimOn(kind, { bytes: 2 ** 31, seed: `process ${trials.seed}` })
      try {
        await victim.seal(1)
        await victim.backup()
        await killed(victim, kind, trials)
        await lied(victim, kind, trials)
        await limited(victim, kind, trials)
        await traced(victim, kind, trials)
        await trials.point(`${kind}: restore after all of it`, () => victim.judgeRestore())
      } finally {
        await victim.close()
      }
    }
  },
}
