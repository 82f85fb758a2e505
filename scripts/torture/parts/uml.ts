import type { Part, Trials } from '../part.ts'
import { type GuestJob, inGuest, umlMissing } from '../uml/boot.ts'

async function asked(trials: Trials, program: string, job: GuestJob, limitMs: number): Promise<void> {
  const { lines, failed } = await inGuest(program, job, limitMs)
  for (const line of lines) {
    if ('note' in line) trials.notes.push(line.note)
    else if ('heard' in line) trials.hear({ said: line.heard })
    else await trials.point(line.point, async () => line.wrong)
  }
  if (failed !== undefined) trials.violation(`${program} ${job.kind}`, failed)
}

/** Power cuts at the writes that a real kernel's vfat and ext4 make, and devices that lie, fail and go, in user-mode Linux. */
export const uml: Part = {
  name: 'uml',
  missing: umlMissing,
  async run(trials) {
    const { seed, isQuick, cuts } = trials
    const points = cuts > 0 ? cuts : isQuick ? 4 : 10_000
    for (const kind of isQuick ? (['vfat'] as const) : (['vfat', 'ext4'] as const)) {
      await asked(trials, 'power-cuts', { kind, seed, points }, isQuick ? 900_000 : 7_200_000)
      if (!isQuick) await asked(trials, 'devices', { kind, seed, points }, 7_200_000)
    }
  },
}
