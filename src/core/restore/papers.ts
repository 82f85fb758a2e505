import { decodeProof, verifyProof } from '../../formats/paper/paper.ts'
import type { HeadStatement } from '../../formats/head/signed-head.ts'
import type { Trust } from '../../formats/trust/trust.ts'
import { isFault } from '../../lib/fault.ts'
import { PRACTICE_STATION } from '../practice-mark.ts'

/** What residents' papers say, each proven by the station's own signature on it. */
export interface ReadPapers {
  readonly proven: readonly HeadStatement[]
  /** Why each of the others counts for nothing. */
  readonly refused: readonly string[]
}

/** Judges scanned papers (bukti perekaman, delivery letters, recaps). One paper twice counts once. */
export function readPapers(papers: readonly string[], trust: Trust, station: string): ReadPapers {
  const proven = new Map<string, HeadStatement>()
  const refused: string[] = []
  for (const paper of new Set(papers.map((one) => one.trim()))) {
    try {
      // What calls itself practice is believed, whoever wrote it: it proves nothing but at practice.
      if (station !== PRACTICE_STATION && decodeProof(paper).statement.station === PRACTICE_STATION) {
        refused.push('PRACTICE-PAPER')
        continue
      }
      const statement = verifyProof(paper, trust)
      if (statement.station === station) proven.set(`${statement.epoch} ${statement.seq}`, statement)
      else refused.push('RESTORE-PAPER-STATION')
    } catch (error) {
      if (!isFault(error)) throw error
      refused.push(error.code)
    }
  }
  return { proven: [...proven.values()], refused }
}
