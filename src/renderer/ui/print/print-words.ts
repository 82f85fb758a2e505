import type { PaperJob, PaperJobState } from '../../../contract/suket.ts'
import type { Meaning } from '../theme.ts'

export const PRINT_MEANING: Record<PaperJobState, Meaning> = {
  waiting: 'menunggu',
  handing: 'menunggu',
  queued: 'menunggu',
  printing: 'menunggu',
  'out-of-paper': 'bahaya',
  done: 'aman',
  failed: 'bahaya',
  unknown: 'ganda',
  cancelled: 'menunggu',
}

const LIVE: ReadonlySet<PaperJobState> = new Set(['waiting', 'handing', 'queued', 'printing', 'out-of-paper'])

export function isLive({ state }: Pick<PaperJob, 'state'>): boolean {
  return LIVE.has(state)
}

/** What holds a print up, or why it failed, as far as there are words for it. */
export const WHYS = [
  'stopped',
  'offline',
  'jam',
  'cover',
  'ink',
  'cancelled',
  'aborted',
  'seen',
  'PRINTER-SYSTEM',
  'PRINTER-GONE',
  'PRINTER-PAPER',
  'PRINTER-REFUSED',
  'SUKET-PRINT-CLOSED',
  'SUKET-STATE',
] as const

export function whyOf({ why }: Pick<PaperJob, 'why'>): (typeof WHYS)[number] | null {
  return WHYS.find((known) => known === why) ?? null
}

/** How a batch stands: papers that came out, that did not, and what is still on its way. */
export function countsOf(jobs: readonly Pick<PaperJob, 'state'>[]): {
  done: number
  failed: number
  cancelled: number
  unknown: number
  live: number
} {
  const of = (state: PaperJobState) => jobs.filter((job) => job.state === state).length
  return {
    done: of('done'),
    failed: of('failed'),
    cancelled: of('cancelled'),
    unknown: of('unknown'),
    live: jobs.filter(isLive).length,
  }
}
