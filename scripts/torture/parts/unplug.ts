import { canMount, type VolumeKind } from '../../e2e/volumes.ts'
import type { Part, Trials } from '../part.ts'
import { handsWith, type Moments, type Victim, victimOn, wrongAnswer } from '../rig.ts'

/** FAT is cut off under the kernel's own driver (uml.ts): fusefat, killed, leaves chains that go round in a circle, and follows them for ever when it is mounted again. */
const KINDS = ['exfat', 'ntfs'] as const
const GONE = ['BACKUP-UNPLUGGED', 'BACKUP-MOUNT-MISSING']
const PACKET = 400_000
const PACKETS = 12

type Pull = () => void

/** The moments that BACKUP names, each as what the hands see of it. */
function moments(pull: Pull, trials: Trials): [string, Moments][] {
  const once = (when: (bytes: number) => boolean) => {
    let isPulled = false
    return (bytes: number) => {
      if (isPulled || !when(bytes)) return
      isPulled = true
      pull()
    }
  }
  const share = (1 + trials.below(8)) / 10
  const at = PACKET * PACKETS * share
  const files = [0, 1, 2].flatMap((n): [string, Moments][] => [
    [`before file ${n} of the commit`, { before: (now) => now === n && pull() }],
    [`after file ${n} of the commit`, { after: (now) => now === n && pull() }],
  ])
  return [
    [`mid-volume at ${share}`, { writing: once((bytes) => bytes >= at) }],
    [`mid-read-back at ${share}`, { readingBack: once((bytes) => bytes >= at) }],
    ...files,
  ]
}

async function pulled(
  victim: Victim,
  trials: Trials,
  run: (pull: Pull) => ReturnType<Victim['backup']>,
): Promise<string[]> {
  await victim.seal(PACKETS, PACKET)
  let at: number | undefined
  const began = performance.now()
  const outcome = await run(() => {
    at ??= performance.now()
    victim.volume.pull()
  })
  trials.hear(outcome)
  const since = at === undefined ? 0 : performance.now() - at
  const isGone = at !== undefined
  const said = { said: outcome.said, ms: isGone ? since : performance.now() - began }
  // A drive that was pulled after the last word is a backup that was done.
  const wrong = wrongAnswer(said, isGone ? [...GONE, 'done'] : ['done'], isGone ? 5000 : 60_000)
  victim.volume.eject()
  victim.volume.plug()
  return [...wrong, ...(await victim.judge())]
}

async function tortured(kind: VolumeKind, trials: Trials): Promise<void> {
  const victim = await victimOn(kind, { bytes: 1 << 30, seed: `${kind} ${trials.seed}` })
  try {
    await victim.seal(1)
    await victim.backup()
    for (const [name] of moments(() => undefined, trials)) {
      await trials.point(`${kind}: pulled ${name}`, () =>
        pulled(victim, trials, (pull) => {
          const found = moments(pull, trials).find(
            ([same]) => same.split(' at ')[0] === name.split(' at ')[0],
          )
          return victim.backup(handsWith(found?.[1] ?? {}))
        }),
      )
    }
    for (let n = 0; n < (trials.isQuick ? 2 : 20); n++) {
      const after = trials.below(600)
      await trials.point(`${kind}: pulled after ${after} ms`, () =>
        pulled(victim, trials, async (pull) => {
          const timer = setTimeout(pull, after)
          const outcome = await victim.backup()
          clearTimeout(timer)
          return outcome
        }),
      )
    }
    await trials.point(`${kind}: restore after all of it`, () => victim.judgeRestore())
  } finally {
    await victim.close()
  }
}

/** The FUSE daemon is killed: every call on the disk answers ENOTCONN from then on, like a drive that was pulled. */
export const unplug: Part = {
  name: 'unplug',
  missing: () => (KINDS.some(canMount) ? undefined : 'needs root and FUSE'),
  async run(trials) {
    for (const kind of KINDS) {
      if (canMount(kind)) await tortured(kind, trials)
      else trials.notRun.push(`${kind}: cannot be mounted here`)
    }
  },
}
