import type { Topic } from '../../contract/board.ts'
import type { Station } from '../station.ts'

/** Changes that come together are told together: a page asks again at most five times a second. */
const COALESCE_MS = 200

/**
 * A topic each time something of it changed, from this call on. The first change after a rest is told after at most 200 ms, and however
 * many follow in that time are one. Ends when `signal` aborts or the reader returns; a slow reader misses nothing, because topics
 * wait as a set.
 */
export function watchTopics(
  station: Pick<Station, 'onChange'>,
  signal?: AbortSignal,
  coalesceMs = COALESCE_MS,
): AsyncGenerator<{ topic: Topic }, void> {
  const changed = new Set<Topic>()
  const ended = () => signal?.aborted === true
  let wake = Promise.withResolvers<void>()
  let timer: NodeJS.Timeout | undefined
  const rouse = () => {
    timer = undefined
    wake.resolve()
  }
  const deaf = station.onChange((topic) => {
    changed.add(topic)
    timer ??= setTimeout(rouse, coalesceMs)
  })
  const stop = () => {
    deaf()
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    wake.resolve()
  }
  signal?.addEventListener('abort', stop)
  if (ended()) stop()

  async function* tell(): AsyncGenerator<{ topic: Topic }, void> {
    try {
      while (!ended()) {
        await wake.promise
        wake = Promise.withResolvers<void>()
        const topics = [...changed]
        changed.clear()
        for (const topic of topics) {
          if (ended()) return
          yield { topic }
        }
      }
    } finally {
      stop()
    }
  }
  return tell()
}
