import { expect, test } from 'vitest'
import { CUTS, HAPPENINGS } from './testing/ordeal.ts'
import { wrongAmong } from './testing/pairing.ts'

/** By hand, as the long torture: 10,320 trials, 25 minutes. Kills at every call run always (pair-faults.test.ts). */
const isAsked = process.env['REKAM_LONG_FAULTS'] !== undefined

test.skipIf(!isAsked).each(['ext4', 'vfat'] as const)(
  'a pairing on %s that meets any fault at any call, and any cut, is simply done again, and the backup after it succeeds',
  async (kind) => {
    const { wrong, trials } = await wrongAmong(kind, (call) =>
      HAPPENINGS.flatMap((what) => [null, ...CUTS].map((cut) => ({ call, what, cut }))),
    )
    expect(trials).toBeGreaterThan(3000)
    expect(wrong).toEqual([])
  },
  3_600_000,
)
