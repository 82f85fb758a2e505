import type { Commit } from '../../formats/commit/commit.ts'
import { H0, nextHead } from '../../formats/head/head.ts'
import type { HeadStatement } from '../../formats/head/signed-head.ts'
import { hex, unhex } from '../../lib/bytes.ts'
import type { PacketNotes } from './packet-notes.ts'
import type { KnownRecording } from './known-recording.ts'
import type { StateView } from './state-view.ts'

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

/** Computes H anew over the restored register and holds it against every head seen on disks and papers. */
export function judgeHead(
  view: Pick<StateView, 'epochs'>,
  notes: Pick<PacketNotes, 'knownOf'>,
  commits: readonly Commit[],
  papers: readonly HeadStatement[],
  epoch: string,
): HeadVerdict {
  const seen = seenHeads(commits, papers, epoch)
  const start = view.epochs.get(epoch)?.parent_head
  const [top] = seen
  const wanted = new Set(seen.map(({ seq }) => seq))
  const own = ownHeads(start ? unhex(start) : H0, notes.knownOf(epoch), wanted)
  if (!top)
    return { seq: own.last?.seq ?? 0, head: own.last?.head ?? null, known: false, differs: false, by: null }
  const { length } = own
  const differs = seen.some(({ seq, hash }) => seq >= 1 && seq <= length && own.at.get(seq) !== hash)
  const isBeyond = length > top.seq
  return {
    seq: isBeyond ? length : top.seq,
    head: isBeyond ? own.head : top.hash,
    known: length >= top.seq && !differs,
    differs,
    by: top.by,
  }
}

interface OwnHeads {
  /** Rows that follow each other from number 1; 0 where one lacks. */
  readonly length: number
  /** After the last of them. */
  readonly head: string
  /** After those numbers that are asked for. */
  readonly at: ReadonlyMap<number, string>
  readonly last: KnownRecording | undefined
}

/** The register's own chain, where anything of it is asked for; its rows pass by in the order of their numbers. */
function ownHeads(start: Uint8Array, rows: Iterable<KnownRecording>, wanted: ReadonlySet<number>): OwnHeads {
  const at = new Map<number, string>()
  let head = start
  let length = 0
  let isWhole = true
  let last: KnownRecording | undefined
  for (const row of rows) {
    last = row
    isWhole &&= row.seq === length + 1
    if (!isWhole) continue
    length++
    if (wanted.size > 0) head = nextHead(head, row)
    if (wanted.has(length)) at.set(length, hex(head))
  }
  return { length: isWhole ? length : 0, head: hex(head), at, last }
}

/** Numbers of an epoch up to the highest that anything speaks of, for which no packet is known. At most so many. */
export function unknownNumbers(
  notes: Pick<PacketNotes, 'knownOf'>,
  { seq: highest }: HeadVerdict,
  epoch: string,
  limit = 1000,
): number[] {
  const lacking: number[] = []
  let due = 1
  const upTo = (seq: number) => {
    for (; due < seq && due <= highest && lacking.length < limit; due++) lacking.push(due)
  }
  for (const { seq } of notes.knownOf(epoch)) {
    upTo(seq)
    due = Math.max(due, seq + 1)
    if (due > highest || lacking.length >= limit) break
  }
  upTo(highest + 1)
  return lacking
}
