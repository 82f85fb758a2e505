import { canMount } from '../../e2e/volumes.ts'
import type { Part } from '../part.ts'
import { victimOn, wrongAnswer } from '../rig.ts'

const KINDS = ['ext4', 'exfat', 'ntfs', 'fat', 'tmpfs'] as const

/** A backup, a disk that was away, a second backup and a restore, on every file system that can be had here. */
export const volumes: Part = {
  name: 'volumes',
  missing: () => (KINDS.some(canMount) ? undefined : 'needs root, loop devices and FUSE'),
  async run(trials) {
    for (const kind of KINDS) {
      if (!canMount(kind)) {
        trials.notRun.push(`${kind}: cannot be mounted here`)
        continue
      }
      await trials.point(`${kind}: backup, away, backup, restore`, async () => {
        const victim = await victimOn(kind, { seed: `${kind} ${trials.seed}` })
        try {
          await victim.seal(6, 200_000)
          const first = wrongAnswer(await victim.backup(), ['done'], 60_000)
          if (kind !== 'tmpfs') {
            victim.volume.eject()
            victim.volume.plug()
          }
          await victim.seal(2, 100)
          return [...first, ...(await victim.judge()), ...(await victim.judgeRestore())]
        } finally {
          await victim.close()
        }
      })
    }
  },
}
