import type { Station } from '../../station.ts'

/** Seals that run now in this process, by store and draft. A station's store is open in one process alone (STORE-IN-USE). */
const running = new WeakMap<Station['write'], Map<string, Promise<unknown>>>()

function of(station: Station): Map<string, Promise<unknown>> {
  let seals = running.get(station.write)
  if (!seals) {
    seals = new Map()
    running.set(station.write, seals)
  }
  return seals
}

export function isSealing(station: Station, draft: string): boolean {
  return of(station).has(draft)
}

/**
 * Runs seals of a station one after the other, in the order in which they were asked for: each needs the head of the one before. A
 * second call for a draft under way joins it.
 */
export function oneSealAtATime<T>(station: Station, draft: string, seal: () => Promise<T>): Promise<T> {
  const seals = of(station)
  const joined = seals.get(draft)
  if (joined) return joined as Promise<T>
  const before = [...seals.values()].at(-1) ?? Promise.resolve()
  const settled = Promise.allSettled([before])
  const mine = settled.then(seal).finally(() => seals.delete(draft))
  seals.set(draft, mine)
  return mine
}
