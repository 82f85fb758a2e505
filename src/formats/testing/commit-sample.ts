import { hex } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { type CommitFields, signCommit } from '../commit/commit.ts'
import type { Signed } from '../trust/comment.ts'
import { DISK, EPOCH, STATION, STATION_KEY } from './sample.ts'

export const COMMIT: CommitFields = {
  station: STATION,
  epoch: EPOCH,
  disk: DISK,
  sequence: 12,
  previous: null,
  volumes: [
    {
      name: '202611/S0000012.TAR',
      bytes: 123_456,
      sha256: 'cd'.repeat(32),
      count: 2,
      index: { offset: 120_000, bytes: 900 },
    },
  ],
  changes: { epoch: EPOCH, from: 1, to: 40 },
  snapshot: null,
  head: { epoch: EPOCH, seq: 2, hash: '5a'.repeat(32) },
  at: '2026-11-23T18:08:00.000+08:00',
}

/** Commits in a chain: sequences 12, 13, 15, 16 with one volume and ten changes each. */
export function sampleChain(over: (i: number) => Partial<CommitFields> = () => ({})): Signed[] {
  let previous: string | null = null
  return [12, 13, 15, 16].map((sequence, i) => {
    const volume = { ...COMMIT.volumes[0]!, name: `202611/S00000${sequence}.TAR` }
    const signed = signCommit(
      {
        ...COMMIT,
        sequence,
        previous,
        volumes: [volume],
        changes: { epoch: EPOCH, from: i * 10 + 1, to: i * 10 + 10 },
        head: { ...COMMIT.head, seq: i + 1 },
        ...over(i),
      },
      STATION_KEY,
    )
    previous = hex(sha256(signed.bytes))
    return signed
  })
}
