import type { Part, Trials } from '../part.ts'
import type { GuestAnswer, GuestJob } from '../guest/job.ts'
import { inGuest, umlMissing } from '../guest/uml.ts'

/** Takes down what a guest said. */
export async function answered(trials: Trials, what: string, { lines, failed }: GuestAnswer): Promise<void> {
  for (const line of lines) {
    if ('note' in line) trials.notes.push(line.note)
    else if ('heard' in line) trials.hear({ said: line.heard })
    else await trials.point(line.point, async () => line.wrong)
  }
  if (failed !== undefined) trials.violation(what, failed)
}

async function asked(trials: Trials, program: string, job: GuestJob, limitMs: number): Promise<void> {
  await answered(trials, `${program} ${job.kind}`, await inGuest(program, job, limitMs))
}

/** Power cuts at the writes that a real kernel's vfat and ext4 make, and devices that lie, fail and go, in user-mode Linux. */
export const uml: Part = {
  name: 'uml',
  missing: umlMissing,
  async run(trials) {
    const { seed, isQuick, cuts } = trials
    const points = cuts > 0 ? cuts : isQuick ? 4 : 10_000
    for (const kind of isQuick ? (['vfat'] as const) : (['vfat', 'ext4'] as const)) {
      await asked(trials, 'power-cuts', { kind, seed, points }, isQuick && cuts === 0 ? 900_000 : 7_200_000)
      await asked(trials, 'bad-sectors', { kind, seed, points }, 300_000)
      // In the quick form one moment of each harm.
      await asked(trials, 'devices', { kind, seed, points: isQuick ? 1 : points }, 7_200_000)
    }
  },
}
