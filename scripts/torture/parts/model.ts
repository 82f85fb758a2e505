import { CUTS, HAPPENINGS, type Ordeal, startOrdeal } from '../../../src/core/backup/testing/ordeal.ts'
import type { Part, Trials } from '../part.ts'

/** So many points a form tries of each file system; every one of them is `faults.slow.test.ts` with REKAM_EXHAUSTIVE. */
const QUICK = 20
const LONG = 150

async function tried(ordeal: Ordeal, kind: string, trials: Trials): Promise<void> {
  const calls = await ordeal.calls()
  trials.notes.push(`${kind}: ${calls} calls in a run`)
  for (let n = 0; n < (trials.isQuick ? QUICK : LONG); n++) {
    const call = trials.below(calls)
    const what = trials.pick(HAPPENINGS)
    const cut = trials.pick([null, ...CUTS])
    const said = `${kind} model: call ${call} of ${calls}, ${JSON.stringify(what)}, cut ${String(cut)}`
    await trials.point(said, async () => {
      const wrong = await ordeal.attempt({ call, what, cut })
      return wrong === undefined ? [] : [wrong]
    })
  }
  await trials.point(`${kind} model: sound after all of it`, async () => {
    const wrong = await ordeal.judge()
    return wrong === undefined ? [] : [wrong]
  })
}

/** Calls of a file system that is a model: each may fail, fall short, or be the last before the power goes. */
export const model: Part = {
  name: 'model',
  missing: () => undefined,
  async run(trials) {
    for (const kind of ['ext4', 'vfat'] as const) {
      const ordeal = await startOrdeal(kind)
      try {
        await tried(ordeal, kind, trials)
      } finally {
        await ordeal.on.close()
      }
    }
  },
}
