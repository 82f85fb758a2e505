import type { Station } from '../station.ts'
import { settleInterrupted } from './interrupted.ts'

/** While a station is open: bags that were cut off are judged at the start, and whenever a drive comes. Answers how to stop. */
export function startExportService(station: Station): () => Promise<void> {
  let stopped = false
  let running = Promise.resolve()
  const settle = async () => {
    if (stopped) return
    try {
      await settleInterrupted(station)
    } catch (error) {
      station.ports.log.error('interrupted bags', { why: error instanceof Error ? error.name : 'unknown' })
    }
  }
  const go = () => {
    running = running.then(settle)
  }
  go()
  const unwatch = station.ports.volumes.watch(go)
  return async () => {
    stopped = true
    unwatch()
    await running
  }
}
