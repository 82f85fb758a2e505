import type { Commit } from '../../formats/commit/commit.ts'
import { foldHead, H0 } from '../../formats/head/head.ts'
import { hex, unhex } from '../../lib/bytes.ts'
import type { KnownRecording, StateView } from './state-view.ts'

export interface HeadVerdict {
  /** Last number of sealing that anything speaks of, and the head there. */
  readonly seq: number
  readonly head: string | null
  /** The register's own chain leads to the highest head that a signed commit names. */
  readonly known: boolean
  /** The register says something else than what the station signed at the same number. */
  readonly differs: boolean
}

/** The highest head of an epoch that a commit names. */
export function highestHead(commits: readonly Commit[], epoch: string): Commit['head'] | undefined {
  return commits
    .map(({ head }) => head)
    .filter((head) => head.epoch === epoch)
    .toSorted((a, b) => b.seq - a.seq)[0]
}

function linksUpTo(view: StateView, epoch: string, seq: number): KnownRecording[] {
  return [...view.recordings.values()]
    .filter((recording) => recording.epoch === epoch && recording.seq <= seq)
    .toSorted((a, b) => a.seq - b.seq)
}

/** Computes H anew over the restored register and holds it against the highest head seen on the disks. */
export function judgeHead(view: StateView, commits: readonly Commit[], epoch: string): HeadVerdict {
  const seen = highestHead(commits, epoch)
  const start = view.epochs.get(epoch)?.parent_head
  const rows = linksUpTo(view, epoch, Number.MAX_SAFE_INTEGER)
  const last = rows.at(-1)
  const gapless = rows.every(({ seq }, i) => seq === i + 1)
  const fold = (links: KnownRecording[]) => hex(foldHead(start ? unhex(start) : H0, links))
  if (!seen) return { seq: last?.seq ?? 0, head: last?.head ?? null, known: false, differs: false }
  const reaches = gapless && (last?.seq ?? 0) >= seen.seq
  const same = reaches && fold(linksUpTo(view, epoch, seen.seq)) === seen.hash
  const own =
    gapless && last !== undefined && last.seq > seen.seq ? { seq: last.seq, head: fold(rows) } : undefined
  return {
    seq: own?.seq ?? seen.seq,
    head: own?.head ?? seen.hash,
    known: same,
    differs: reaches && !same,
  }
}
