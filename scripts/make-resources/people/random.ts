/** Repeatable randomness: the same words give the same numbers on every machine. */
import { createHash } from 'node:crypto'

export interface Random {
  /** From `low` to below `high`. */
  range(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** Bell-shaped around 0, standard deviation 1. */
  normal(): number
}

/** A source seeded by words, e.g. `random('iris', '03', 'left')` (mulberry32). */
export function random(...words: readonly string[]): Random {
  let state = createHash('sha256').update(words.join('\n')).digest().readUInt32LE(0)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    range: (low, high) => low + next() * (high - low),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}
