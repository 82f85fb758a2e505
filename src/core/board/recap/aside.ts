import type { Progress } from '../../../contract/base.ts'
import type { Recap, RecapBy } from '../../../contract/recap.ts'
import { startThread, type Thread } from '../../../lib/thread.ts'
import { type LongRun, LongWork } from '../../long-work.ts'
import type { Station } from '../../station.ts'
import type { Counted, Span } from './queries.ts'
import { checkSpan, shownRecap } from './recap.ts'

/** What the thread of recaps is given to count: with the store's key it opens a connection of its own, which only reads. */
export interface CountJob {
  readonly store: string
  readonly key: Uint8Array
  readonly span: Span
  readonly zone: string
  readonly by: readonly RecapBy[]
}

/** What counts or is written at stations. */
export const recaps = new LongWork('RECAP-ENDED')

/** Work in the thread of recaps, beside the core: others are answered meanwhile. `recaps.end` and the signal end it with its thread: RECAP-ENDED. */
export async function besideCore<T>(
  station: Station,
  work: (run: LongRun & { readonly thread: Thread }) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const thread = startThread(new URL('./recap.worker.ts', import.meta.url))
  const first = { phase: 'counting', done: 0, total: 0 }
  try {
    return await recaps.run(station, first, (run) => work({ ...run, thread }), {
      stop: () => thread.close(),
      signal,
    })
  } finally {
    await thread.close()
  }
}

/** Counts a span by some keys, all at one moment of the store, in the thread of `besideCore`. RECAP-RANGE. */
export async function countAside<By extends RecapBy>(
  station: Station,
  { thread, tell }: { readonly thread: Thread; readonly tell: LongRun['tell'] },
  span: Span,
  by: readonly By[],
): Promise<Record<By, Recap>> {
  checkSpan(span)
  const { paths, keys, profile } = station
  const job: CountJob = { store: paths.store, key: keys.store, span, zone: profile.station.zone, by }
  const counted = await thread.run<Record<By, Counted[]>>('count', job, (progress) =>
    tell(progress as Progress),
  )
  const shown = by.map((one) => [one, shownRecap(station, one, counted[one])] as const)
  return Object.fromEntries(shown) as Record<By, Recap>
}

/** The figures of some days by one key, counted beside the core. RECAP-RANGE, RECAP-ENDED. */
export async function recapAside(
  station: Station,
  span: Span,
  by: RecapBy,
  signal?: AbortSignal,
): Promise<Recap> {
  checkSpan(span)
  return besideCore(station, async (run) => (await countAside(station, run, span, [by]))[by], signal)
}
