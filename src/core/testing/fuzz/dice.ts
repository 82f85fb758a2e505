/** Randomness of one seed, for choices that a failing run repeats. */
export interface Dice {
  /** 0 up to but not including n. */
  below(n: number): number
  chance(probability: number): boolean
  pick<T>(of: readonly T[]): T
}

/** Mulberry32: small, quick, the same everywhere. */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    below: (n) => Math.floor(next() * n),
    chance: (probability) => next() < probability,
    pick: (of) => of[Math.floor(next() * of.length)]!,
  }
}
