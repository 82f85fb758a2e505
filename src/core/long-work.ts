import type { RefusalCode } from '../contract/catalogue.ts'
import type { Progress } from '../contract/base.ts'
import { refuse } from './refuse.ts'
import type { Station } from './station.ts'

/** What long work says of itself while it runs. */
export interface LongRun {
  readonly tell: (progress: Progress) => void
  /** Between two steps: refuses where somebody has ended it. */
  readonly refuseEnded: () => void
}

interface Running {
  progress: Progress
  isEnded: boolean
  stop(): unknown
}

/** The store of a station: what runs at it is known by that. */
type At = Pick<Station, 'write'>

/** One kind of work that takes long: at each station it says how far it is, and can be ended. */
export class LongWork {
  readonly #running = new WeakMap<Station['write'], Set<Running>>()
  readonly #ended: RefusalCode

  /** @param ended how it refuses when it was ended; `done` is how far it was */
  constructor(ended: RefusalCode) {
    this.#ended = ended
  }

  /**
   * Does it. `end` and the signal end it.
   * @param stop what ends it at once, a thread; without it, the next `refuseEnded` does
   */
  async run<Result>(
    { write }: At,
    first: Progress,
    work: (run: LongRun) => Promise<Result>,
    { stop = () => undefined, signal }: { stop?: () => unknown; signal?: AbortSignal | undefined } = {},
  ): Promise<Result> {
    const running: Running = { progress: first, isEnded: false, stop }
    const all = this.#running.get(write) ?? new Set()
    this.#running.set(write, all.add(running))
    const refusal = (cause?: unknown) => refuse(this.#ended, { done: running.progress.done }, cause)
    const end = () => void endRun(running)
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
    try {
      return await work({
        tell(progress) {
          running.progress = progress
        },
        refuseEnded() {
          if (running.isEnded) throw refusal()
        },
      })
    } catch (error) {
      throw running.isEnded ? refusal(error) : error
    } finally {
      signal?.removeEventListener('abort', end)
      all.delete(running)
    }
  }

  /** How far the newest is; null where none runs. */
  progress({ write }: At): Progress | null {
    return [...(this.#running.get(write) ?? [])].at(-1)?.progress ?? null
  }

  /** Ends all that run at this station. */
  async end({ write }: At): Promise<void> {
    await Promise.all([...(this.#running.get(write) ?? [])].map((running) => endRun(running)))
  }
}

async function endRun(running: Running): Promise<void> {
  running.isEnded = true
  await running.stop()
}
