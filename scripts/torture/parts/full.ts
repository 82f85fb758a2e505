import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { errnoOf } from '../../../src/lib/fault.ts'
import { canMount } from '../../e2e/volumes.ts'
import type { Part } from '../part.ts'
import { handsWith, type Moments, victimOn, wrongAnswer } from '../rig.ts'

const PACKET = 500_000
const PACKETS = 8
const FILLER = 'FILM.MKV'

/** Somebody copies a film onto the disk until nothing fits any more. */
function fill(mount: string): void {
  const file = openSync(join(mount, FILLER), 'a')
  const chunk = Buffer.alloc(1 << 20)
  for (let size = chunk.length; size >= 512; ) {
    try {
      const taken = writeSync(file, chunk, 0, size)
      if (taken < size) size >>= 1
    } catch (error) {
      if (errnoOf(error) !== 'ENOSPC') throw error
      size >>= 1
    }
  }
  closeSync(file)
}

function moments(mount: string, at: number): [string, Moments][] {
  const once = (when: (bytes: number) => boolean) => {
    let isFull = false
    return (bytes: number) => {
      if (isFull || !when(bytes)) return
      isFull = true
      fill(mount)
    }
  }
  return [
    ['before the volume', {}],
    ['in mid-volume', { writing: once((bytes) => bytes >= at) }],
    ['at the statement', { before: (n) => n === 0 && fill(mount) }],
    ['at its copy', { before: (n) => n === 1 && fill(mount) }],
    ['at the signature', { before: (n) => n === 2 && fill(mount) }],
  ]
}

/** A disk that fills while it is written to: refused by its name, and as before once there is room again. */
export const full: Part = {
  name: 'full',
  missing: () => (canMount('tmpfs') ? undefined : 'needs root'),
  async run(trials) {
    const victim = await victimOn('tmpfs', { bytes: 96 << 20, seed: `full ${trials.seed}` })
    const { mount } = victim.volume
    try {
      await victim.seal(1)
      await victim.backup()
      for (let round = 0; round < (trials.isQuick ? 1 : 4); round++) {
        const at = PACKET * (1 + trials.below(PACKETS - 2))
        for (const [name, what] of moments(mount, at)) {
          await trials.point(`full ${name}, ${at} bytes`, async () => {
            await victim.seal(PACKETS, PACKET)
            if (name === 'before the volume') fill(mount)
            const outcome = trials.hear(await victim.backup(handsWith(what)))
            const wrong = wrongAnswer(outcome, ['BACKUP-DISK-FULL', 'done'])
            rmSync(join(mount, FILLER), { force: true })
            return [...wrong, ...(await victim.judge())]
          })
        }
      }
      await trials.point('restore after all of it', () => victim.judgeRestore())
    } finally {
      await victim.close()
    }
  },
}
