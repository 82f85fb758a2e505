import type { Recording } from '../../../../contract/enrolment.ts'
import type { Meaning } from '../../../ui/theme.ts'

type Custody = Recording['custody']

/** One place that holds a recording, or that has answered for it. */
export interface CustodyLine {
  readonly meaning: Meaning
  readonly word:
    | 'enrolment.custody.here'
    | 'enrolment.custody.L0'
    | 'enrolment.custody.L1'
    | 'enrolment.custody.L2'
    | 'enrolment.custody.lost'
    | 'enrolment.custody.old'
    | 'enrolment.custody.left'
    | 'enrolment.custody.receipt'
    | 'enrolment.custody.post'
    | 'enrolment.custody.bag'
  readonly place: string
  /** ISO; null where no moment belongs to it. */
  readonly at: string | null
}

/** A copy with where its disk is kept, and by whom. One that was proven too long ago waits; one on a lost disk is none. */
function diskLine({ label, level, at, place, holder, state, counts }: Custody['disks'][number]): CustodyLine {
  const kept = [label, place, holder].filter(Boolean).join(' · ')
  if (state !== 'paired') return { meaning: 'bahaya', word: 'enrolment.custody.lost', place: kept, at }
  if (level !== 'L0' && !counts)
    return { meaning: 'menunggu', word: 'enrolment.custody.old', place: kept, at }
  return { meaning: counts ? 'aman' : 'menunggu', word: `enrolment.custody.${level}`, place: kept, at }
}

/**
 * Where a recording is, one line a place. A copy that was only written (L0) is no copy yet, and a bag that is on its
 * way proves nothing: both wait.
 */
export function custodyLines(custody: Custody): CustodyLine[] {
  return [
    ...(custody.here
      ? [{ meaning: 'aman' as const, word: 'enrolment.custody.here' as const, place: '', at: null }]
      : [{ meaning: 'menunggu' as const, word: 'enrolment.custody.left' as const, place: '', at: null }]),
    ...custody.disks.map(diskLine),
    ...custody.exported.map(({ at }) => ({
      meaning: 'menunggu' as const,
      word: 'enrolment.custody.bag' as const,
      place: '',
      at,
    })),
    ...custody.receipts.map(({ site, grade, at }) => ({
      meaning: grade === 'final' ? ('aman' as const) : ('menunggu' as const),
      word: grade === 'post' ? ('enrolment.custody.post' as const) : ('enrolment.custody.receipt' as const),
      place: grade === 'post' ? site.toUpperCase() : `${site.toUpperCase()} (${grade})`,
      at,
    })),
  ]
}

/** Entries of the history with runs of the same act by the same person told once, with the first moment and the number. */
export function foldHistory(
  history: Recording['history'],
): { at: string; what: string; who: string; times: number }[] {
  const folded: { at: string; what: string; who: string; times: number }[] = []
  for (const entry of history) {
    const last = folded.at(-1)
    if (last && last.what === entry.what && last.who === entry.who) last.times += 1
    else folded.push({ ...entry, times: 1 })
  }
  return folded
}
