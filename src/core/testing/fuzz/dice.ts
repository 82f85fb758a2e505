import { Chance } from '../chance.ts'

/** Randomness of one seed, for choices that a failing run repeats. */
export interface Dice {
  /** 0 up to but not including n. */
  below(n: number): number
  chance(probability: number): boolean
  pick<T>(of: readonly T[]): T
}

export function dice(seed: number): Dice {
  const chance = new Chance(seed)
  return {
    below: (n) => Math.floor(chance.next() * n),
    chance: (probability) => chance.next() < probability,
    pick: (of) => of[Math.floor(chance.next() * of.length)]!,
  }
}
