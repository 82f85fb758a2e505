import { setTimeout as wait } from 'node:timers/promises'
import { inForeground } from '../../../src/core/foreground.ts'
import { canThrottle, throttle } from '../../e2e/throttle.ts'
import { canMount } from '../../e2e/volumes.ts'
import type { Part, Trials } from '../part.ts'
import { type Victim, victimOn, wrongAnswer } from '../rig.ts'

const RATE = 12_000_000
const PACKET = 300_000
/** What a person at the desk takes for at once; the machine has others to serve. */
const SEALED_MS = 2000

async function sealedMeanwhile(victim: Victim, trials: Trials): Promise<string[]> {
  const backlog = trials.isQuick ? 100 : 800
  await victim.seal(backlog, PACKET)
  const free = throttle(victim.volume.mount, RATE)
  try {
    const over = new AbortController()
    const run = victim.backup().finally(() => {
      over.abort()
    })
    let worst = 0
    let sealed = 0
    while (!over.signal.aborted) {
      const began = performance.now()
      await inForeground(victim.station, () => victim.seal(1, PACKET))
      victim.on.store.checkpoint()
      worst = Math.max(worst, performance.now() - began)
      sealed++
      await wait(1000)
    }
    const outcome = trials.hear(await run)
    // Written once and read once; the last minutes' packets are in it.
    const least = (2000 * backlog * PACKET) / RATE
    const wrong = wrongAnswer(outcome, ['done'], 3 * least + 20_000)
    if (outcome.ms < 0.7 * least) wrong.push(`the disk was not slow: ${Math.round(outcome.ms)} ms`)
    if (sealed < 3) wrong.push(`only ${sealed} were sealed meanwhile`)
    if (worst > SEALED_MS) wrong.push(`a recording took ${Math.round(worst)} ms to be sealed meanwhile`)
    trials.notes.push(`${sealed} sealed meanwhile, the slowest in ${Math.round(worst)} ms`)
    return wrong
  } finally {
    free()
  }
}

/** Enrolment and checkpoints while a backup runs to a disk of 12 MB/s. */
export const busy: Part = {
  name: 'busy',
  missing: () => {
    if (!canMount('ext4')) return 'needs root and loop devices'
    return canThrottle() ? undefined : 'no blkio throttle here'
  },
  async run(trials) {
    const victim = await victimOn('ext4', { bytes: 1 << 30, seed: `busy ${trials.seed}` })
    try {
      await victim.seal(1)
      await victim.backup()
      await trials.point('ext4 of 12 MB/s: sealing and checkpoints meanwhile', async () => [
        ...(await sealedMeanwhile(victim, trials)),
        ...(await victim.judge()),
      ])
      await trials.point('ext4 of 12 MB/s: restore after it', () => victim.judgeRestore())
    } finally {
      await victim.close()
    }
  },
}
