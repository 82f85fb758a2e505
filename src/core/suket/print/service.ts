import type { Station } from '../../station.ts'
import { settleSukets } from '../end.ts'
import { LIVE, rowsWhere } from './jobs.ts'
import { endLeftWaiting, stepPrints } from './step.ts'

const EVERY_MS = 1000

/** While a station is open: prints are handed over and asked after. Answers how to stop; what the system has in hand goes on. */
export function startSuketService(station: Station): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let busy = false

  const go = () => {
    if (stopped || busy) return
    busy = true
    clearTimeout(timer)
    running = stepOnce().finally(() => {
      busy = false
      if (!stopped && rowsWhere(station.read, LIVE).length > 0) timer = setTimeout(go, EVERY_MS)
    })
  }
  async function stepOnce(first = false): Promise<void> {
    try {
      if (first) {
        await station.write.transaction((tx) => settleSukets(tx, station))
        await endLeftWaiting(station)
      }
      await stepPrints(station)
    } catch (error) {
      station.ports.log.error('prints', { why: error instanceof Error ? error.name : 'unknown' })
    }
  }
  busy = true
  running = stepOnce(true).finally(() => {
    busy = false
    go()
  })
  const unwatch = station.onChange((topic) => {
    if (topic === 'suket' && rowsWhere(station.read, `state = 'waiting'`).length > 0) go()
  })
  return async () => {
    stopped = true
    clearTimeout(timer)
    unwatch()
    await running
  }
}
