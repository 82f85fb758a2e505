import type { Station } from '../station.ts'

interface Kept {
  readonly key: string
  readonly value: unknown
  readonly at: number
  readonly took: number
}

const kept = new WeakMap<Station, Map<string, Kept>>()

/** What took longer than this is not asked at every change of a busy desk. */
const DEAR_MS = 30
/** So many times as long as it took it is kept then. */
const REST = 60

/**
 * What the register says, asked once for each state of it: every replicated table counts its changes. An answer that is dear to get is
 * kept for a while although the register went on.
 * @param more what the answer depends on besides
 */
export function remember<T>(station: Station, name: string, more: string, ask: () => T): T {
  const mine = kept.get(station) ?? new Map<string, Kept>()
  kept.set(station, mine)
  const seq = station.read.get<{ seq: number }>('SELECT seq FROM change_counter')?.seq ?? 0
  const key = `${seq} ${more}`
  const found = mine.get(name)
  const now = performance.now()
  const rests = found && found.took > DEAR_MS && now - found.at < found.took * REST
  if (found && (found.key === key || rests)) return found.value as T
  const value = ask()
  mine.set(name, { key, value, at: now, took: performance.now() - now })
  return value
}
