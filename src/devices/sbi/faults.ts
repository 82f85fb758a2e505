/** Every way in which the simulator can fail, switched at run time (sbi.md). */
export const FAULTS = [
  'hang',
  'die',
  'unplug',
  'slow',
  'missing-finger',
  'low-score',
  'wrong-sequence',
  'swapped-hands',
  'wrong-fingers',
  'broken-chain',
  'bad-signature',
  'foreign-root',
  'expired-certificate',
  'wrong-transaction',
  'old-answer',
  'replay',
  'garbage',
  'giant',
  'redirect',
  'portal',
  'refuse',
] as const
export type Fault = (typeof FAULTS)[number]

export function isFaultName(name: string): name is Fault {
  return (FAULTS as readonly string[]).includes(name)
}

/** What is wrong now, and for how many captures yet. */
export class Faults {
  readonly #left = new Map<Fault, number>()

  /** @param times how many captures it spoils; 0 takes it away */
  set(fault: Fault, times = Number.POSITIVE_INFINITY): void {
    if (times <= 0) this.#left.delete(fault)
    else this.#left.set(fault, times)
  }

  has(fault: Fault): boolean {
    return this.#left.has(fault)
  }

  get names(): Fault[] {
    return [...this.#left.keys()]
  }

  /** What spoils this capture; faults that were for so many captures wear off. */
  take(): ReadonlySet<Fault> {
    const now = new Set(this.#left.keys())
    for (const [fault, left] of this.#left) this.set(fault, left - 1)
    return now
  }

  clear(): void {
    this.#left.clear()
  }
}
