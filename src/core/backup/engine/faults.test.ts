import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CUTS, HAPPENINGS, startOrdeal } from '../testing/ordeal.ts'

/** The exhaustive form is in faults.slow.test.ts. */
test.each(['ext4', 'vfat'] as const)(
  'whatever a call on %s meets: nothing acknowledged is lost, and the next backup succeeds unaided',
  async (kind) => {
    const ordeal = await startOrdeal(kind)
    try {
      const calls = await ordeal.calls()
      const trial = fc.record({
        call: fc.nat(calls - 1),
        what: fc.constantFrom(...HAPPENINGS),
        cut: fc.constantFrom(null, ...CUTS),
      })
      await fc.assert(
        fc.asyncProperty(trial, async (one) => {
          expect(await ordeal.attempt(one)).toBeUndefined()
        }),
        { numRuns: 12, endOnFailure: true },
      )
      expect(await ordeal.judge()).toBeUndefined()
    } finally {
      await ordeal.on.close()
    }
  },
)
