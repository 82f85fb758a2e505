import { expect, test } from 'vitest'
import { CUTS, HAPPENINGS, startOrdeal, type Trial } from '../testing/ordeal.ts'

/** Each fault at each call meets one of the cuts in turn; with REKAM_EXHAUSTIVE all of them. */
function trialsOf(calls: number): Trial[] {
  const cuts = [null, ...CUTS]
  const all = Array.from({ length: calls }, (_, call) => HAPPENINGS.map((what) => ({ call, what }))).flat()
  if (process.env.REKAM_EXHAUSTIVE) return all.flatMap((one) => cuts.map((cut) => ({ ...one, cut })))
  return all.map(({ call, what }, i) => ({ call, what, cut: cuts[(call + i) % cuts.length] ?? null }))
}

/** A station grows with each trial; a new one now and then keeps them quick. */
const PER_STATION = 150

test.each(['ext4', 'vfat'] as const)(
  'every call on %s x every fault, and a cut: nothing acknowledged is lost, the next backup succeeds unaided',
  async (kind) => {
    const first = await startOrdeal(kind)
    const trials = trialsOf(await first.calls())
    await first.on.close()
    const wrong: string[] = []
    for (let from = 0; from < trials.length; from += PER_STATION) {
      const ordeal = await startOrdeal(kind)
      for (const trial of trials.slice(from, from + PER_STATION)) {
        const found = await ordeal.attempt(trial)
        if (found) wrong.push(`${JSON.stringify(trial)}: ${found}`)
      }
      const found = await ordeal.judge()
      if (found) wrong.push(found)
      await ordeal.on.close()
    }
    expect(trials.length).toBeGreaterThan(300)
    expect(wrong).toEqual([])
  },
  1_800_000,
)
