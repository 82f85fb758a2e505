import { closeSync, openSync, readdirSync, readSync, writeSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { canMount } from '../../e2e/volumes.ts'
import type { Part, Trials } from '../part.ts'
import { handsWith, type Victim, victimOn, wrongAnswer } from '../rig.ts'

const GONE = ['BACKUP-MOUNT-MISSING', 'BACKUP-UNPLUGGED']

/** Nothing may land in the folder below a mount that is not there. */
function landed(mount: string): string[] {
  return readdirSync(mount).map((name) => `${name} was written into a bare folder`)
}

async function bare(victim: Victim, trials: Trials): Promise<void> {
  const { volume } = victim
  await trials.point('the mount point is a bare folder', async () => {
    await victim.seal(2)
    volume.eject()
    const wrong = wrongAnswer(trials.hear(await victim.backup()), ['BACKUP-MOUNT-MISSING'])
    wrong.push(...landed(volume.mount))
    volume.plug()
    return [...wrong, ...(await victim.judge())]
  })
  const moments = [
    ['before the statement', { before: (n: number) => n === 0 && detach() }],
    ['before the signature', { before: (n: number) => n === 2 && detach() }],
    ['after the statement', { after: (n: number) => n === 0 && detach() }],
  ] as const
  // A lazy unmount: open files live on, new names go into the bare folder.
  const detach = () => void spawnSync('umount', ['-l', volume.mount])
  for (const [name, moment] of moments) {
    await trials.point(`becomes a bare folder ${name}`, async () => {
      await victim.seal(2)
      const wrong = wrongAnswer(trials.hear(await victim.backup(handsWith(moment))), GONE)
      wrong.push(...landed(volume.mount))
      volume.eject()
      volume.plug()
      return [...wrong, ...(await victim.judge())]
    })
  }
}

async function readonly(victim: Victim, trials: Trials): Promise<void> {
  const { volume } = victim
  await trials.point(`${volume.kind}: mounted read-only`, async () => {
    await victim.seal(1)
    volume.eject()
    volume.plug({ readonly: true })
    const wrong = wrongAnswer(trials.hear(await victim.backup()), ['DISK-READONLY'])
    volume.eject()
    volume.plug()
    return [...wrong, ...(await victim.judge())]
  })
  if (volume.kind !== 'ext4') return
  await trials.point('ext4: turns read-only in mid-volume, as after an error', async () => {
    await victim.seal(6, 500_000)
    let isDone = false
    const turn = () => {
      if (isDone) return
      isDone = true
      spawnSync('mount', ['-o', 'remount,ro', volume.mount])
    }
    const outcome = trials.hear(await victim.backup(handsWith({ readingBack: turn })))
    const wrong = wrongAnswer(outcome, ['DISK-READONLY', 'DISK-IO', 'done'], 30_000)
    volume.eject()
    volume.plug()
    return [...wrong, ...(await victim.judge())]
  })
}

/** exFAT's volume flags, NTFS' in $Volume and FAT's in its second entry say 'not cleanly unmounted'. Here exFAT's, in both boot sectors. */
function soil(image: string): void {
  const file = openSync(image, 'r+')
  const flags = Buffer.alloc(1)
  for (const at of [106, 12 * 512 + 106]) {
    readSync(file, flags, 0, 1, at)
    flags[0] = (flags[0] ?? 0) | 2
    writeSync(file, flags, 0, 1, at)
  }
  closeSync(file)
}

async function dirty(victim: Victim, trials: Trials): Promise<void> {
  const { volume } = victim
  await trials.point('exFAT: marked dirty', async () => {
    await victim.seal(1)
    volume.eject()
    soil(join(dirname(volume.mount), 'image'))
    volume.plug()
    return victim.judge()
  })
}

/** Volumes that are not there, may not be written, or were not put away well. */
export const mounts: Part = {
  name: 'mounts',
  missing: () => (canMount('ext4') ? undefined : 'needs root and loop devices'),
  async run(trials) {
    for (const kind of ['ext4', 'exfat', 'ntfs'] as const) {
      if (!canMount(kind)) {
        trials.notRun.push(`${kind}: cannot be mounted here`)
        continue
      }
      const victim = await victimOn(kind, { bytes: 256 << 20, seed: `mounts ${kind} ${trials.seed}` })
      try {
        await victim.seal(1)
        await victim.backup()
        if (kind === 'ext4') await bare(victim, trials)
        await readonly(victim, trials)
        if (kind === 'exfat') await dirty(victim, trials)
        await trials.point(`${kind}: restore after all of it`, () => victim.judgeRestore())
      } finally {
        await victim.close()
      }
    }
  },
}
