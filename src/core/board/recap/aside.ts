import type { Progress } from '../../../contract/base.ts'
import type { Recap, RecapBy } from '../../../contract/recap.ts'
import { startThread, type Thread } from '../../../lib/thread.ts'
import { refuse } from '../../refuse.ts'
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

interface Running {
  readonly thread: Thread
  progress: Progress
  ended: boolean
}

/** What counts or is written at a station, by its store; the newest last. */
const running = new WeakMap<Station['write'], Set<Running>>()

/**
 * Work in the thread of recaps, beside the core: others are answered meanwhile. `endRecaps` and the signal end it with its thread: RECAP-ENDED.
 */
export async function besideCore<T>(
  station: Station,
  work: (run: { thread: Thread; tell: (progress: Progress) => void; refuseEnded: () => void }) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const run: Running = {
    thread: startThread(new URL('./recap.worker.ts', import.meta.url)),
    progress: { phase: 'counting', done: 0, total: 0 },
    ended: false,
  }
  const all = running.get(station.write) ?? new Set()
  running.set(station.write, all.add(run))
  const end = () => void endRun(run)
  signal?.addEventListener('abort', end)
  if (signal?.aborted) end()
  const refuseEnded = () => {
    if (run.ended) throw refuse('RECAP-ENDED')
  }
  const tell = (progress: Progress) => {
    run.progress = progress
  }
  try {
    return await work({ thread: run.thread, tell, refuseEnded })
  } catch (error) {
    throw run.ended ? refuse('RECAP-ENDED', {}, error) : error
  } finally {
    signal?.removeEventListener('abort', end)
    all.delete(run)
    await run.thread.close()
  }
}

async function endRun(run: Running): Promise<void> {
  run.ended = true
  await run.thread.close()
}

/** How far the newest count is; null where none runs. */
export function recapProgress({ write }: Pick<Station, 'write'>): Progress | null {
  return [...(running.get(write) ?? [])].at(-1)?.progress ?? null
}

/** Ends every count and file of recaps that is under way. Nothing of them stays. */
export async function endRecaps({ write }: Pick<Station, 'write'>): Promise<void> {
  await Promise.all([...(running.get(write) ?? [])].map((run) => endRun(run)))
}

/** Counts a span by some keys, all at one moment of the store, in the thread of `besideCore`. RECAP-RANGE. */
export async function countAside<By extends RecapBy>(
  station: Station,
  { thread, tell }: { thread: Thread; tell: (progress: Progress) => void },
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
