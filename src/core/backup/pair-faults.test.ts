import { expect, test } from 'vitest'
import { CUTS } from './testing/ordeal.ts'
import { wrongAmong } from './testing/pairing.ts'

/** Every fault at every call is in pair-faults.slow.test.ts. */
test.each(['ext4', 'vfat'] as const)(
  'a pairing on %s that is killed at any call is simply done again, and the backup after it succeeds',
  async (kind) => {
    const { wrong, trials } = await wrongAmong(kind, (call) => [
      { call, what: 'cut-before', cut: [null, ...CUTS][call % (CUTS.length + 1)] ?? null },
    ])
    expect(trials).toBeGreaterThan(100)
    expect(wrong).toEqual([])
  },
  120_000,
)
