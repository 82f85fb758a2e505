import type { Commit } from '../../formats/commit/commit.ts'
import { H0, nextHead } from '../../formats/head/head.ts'
import type { HeadStatement } from '../../formats/head/signed-head.ts'
import { hex, unhex } from '../../lib/bytes.ts'
import type { KnownRecording, StateView } from './state-view.ts'

export interface HeadVerdict {
  /** Last number of sealing that anything speaks of, and the head there. */
  readonly seq: number
  readonly head: string | null
  /** The register's own chain leads to the highest head that a signed commit or a paper names. */
  readonly known: boolean
  /** The register says something else than what the station signed at the same number. */
  readonly differs: boolean
  /** Who named the highest head. */
  readonly by: 'disk' | 'paper' | null
}

interface Seen {
  readonly seq: number
  readonly hash: string
  readonly by: 'disk' | 'paper'
}

/** All heads of an epoch that a commit or a paper names, the highest first. */
function seenHeads(commits: readonly Commit[], papers: readonly HeadStatement[], epoch: string): Seen[] {
  const named = [
    ...commits.map(({ head }) => ({ ...head, by: 'disk' as const })),
    ...papers.map(({ epoch: of, seq, head }) => ({ epoch: of, seq, hash: head, by: 'paper' as const })),
  ]
  return named.filter((head) => head.epoch === epoch).toSorted((a, b) => b.seq - a.seq)
}

function rowsOf(view: StateView, epoch: string): KnownRecording[] {
  return [...view.recordings.values()]
    .filter((recording) => recording.epoch === epoch)
    .toSorted((a, b) => a.seq - b.seq)
}

/** Computes H anew over the restored register and holds it against every head seen on disks and papers. */
export function judgeHead(
  view: StateView,
  commits: readonly Commit[],
  papers: readonly HeadStatement[],
  epoch: string,
): HeadVerdict {
  const seen = seenHeads(commits, papers, epoch)
  const start = view.epochs.get(epoch)?.parent_head
  const rows = rowsOf(view, epoch)
  const length = rows.every(({ seq }, i) => seq === i + 1) ? rows.length : 0
  const [top] = seen
  if (!top)
    return {
      seq: rows.at(-1)?.seq ?? 0,
      head: rows.at(-1)?.head ?? null,
      known: false,
      differs: false,
      by: null,
    }
  const own = headsOf(start ? unhex(start) : H0, rows.slice(0, length))
  const differs = seen.some(({ seq, hash }) => seq >= 1 && seq <= length && own[seq] !== hash)
  const isBeyond = length > top.seq
  return {
    seq: isBeyond ? length : top.seq,
    head: isBeyond ? (own[length] ?? null) : top.hash,
    known: length >= top.seq && !differs,
    differs,
    by: top.by,
  }
}

/** The head after each number; at 0 the start. */
function headsOf(start: Uint8Array, rows: readonly KnownRecording[]): string[] {
  const heads = [hex(start)]
  let head = start
  for (const row of rows) {
    head = nextHead(head, row)
    heads.push(hex(head))
  }
  return heads
}

/** Numbers of an epoch up to the highest that anything speaks of, for which no packet is known. At most so many. */
export function unknownNumbers(view: StateView, verdict: HeadVerdict, epoch: string, limit = 1000): number[] {
  const known = new Set(rowsOf(view, epoch).map(({ seq }) => seq))
  const lacking: number[] = []
  for (let seq = 1; seq <= verdict.seq && lacking.length < limit; seq++)
    if (!known.has(seq)) lacking.push(seq)
  return lacking
}
