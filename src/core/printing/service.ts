import type { Station } from '../station.ts'
import { reportCards } from './orders.ts'

const EVERY_MS = 5 * 60_000

/** While a station is open: results that no site heard are told again. Answers how to stop. */
export function startPrintingService(station: Station): () => Promise<void> {
  let stopped = false
  const ending = new AbortController()
  let running = Promise.resolve()
  const report = async () => {
    if (stopped) return
    try {
      await reportCards(station, { signal: ending.signal })
    } catch (error) {
      station.ports.log.error('print results', { why: error instanceof Error ? error.name : 'unknown' })
    }
  }
  const go = () => {
    running = running.then(report)
  }
  go()
  const timer = setInterval(go, EVERY_MS)
  const unwatch = station.onChange((topic) => {
    if (topic === 'printing') go()
  })
  return async () => {
    stopped = true
    ending.abort()
    clearInterval(timer)
    unwatch()
    await running
  }
}
