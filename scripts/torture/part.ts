import { seededRandom } from '../../src/core/testing/index.ts'

/** One family of faults. A part that cannot run here says why: it is then reported as not run, never as passed. */
export interface Part {
  readonly name: string
  /** Left out of the quick form. */
  readonly isLong?: boolean
  /** Why this machine cannot run it, as found by trying; undefined where it can. */
  missing(): Promise<string | undefined> | string | undefined
  run(trials: Trials): Promise<void>
}

export interface Violation {
  readonly part: string
  readonly point: string
  readonly what: string
}

/** What a part tried. A point is one fault at one moment, judged; whatever is wrong after it is a violation. */
export class Trials {
  readonly part: string
  readonly seed: string
  readonly isQuick: boolean
  /** How many power cuts to try; 0 leaves it to the form. */
  readonly cuts: number
  points = 0
  readonly violations: Violation[] = []
  /** What of the part could not run, and why. */
  readonly notRun: string[] = []
  /** Figures worth a line, such as how many writes a log had. */
  readonly notes: string[] = []
  /** What was answered how often: a fault that never bites would show here. */
  readonly heard = new Map<string, number>()
  readonly #bytes: (bytes: number) => Uint8Array

  constructor(part: string, seed: string, isQuick: boolean, cuts = 0) {
    this.part = part
    this.seed = seed
    this.isQuick = isQuick
    this.cuts = cuts
    this.#bytes = seededRandom(`${part} ${seed}`)
  }

  /** A number from 0 to below `limit`, the same in every run of a seed. */
  below(limit: number): number {
    return Buffer.from(this.#bytes(4)).readUInt32LE() % limit
  }

  pick<T>(from: readonly T[]): T {
    const found = from[this.below(from.length)]
    if (found === undefined) throw new RangeError('nothing to pick from')
    return found
  }

  hear<T extends { readonly said: string }>(outcome: T): T {
    const code = outcome.said.split(' ')[0] ?? ''
    this.heard.set(code, (this.heard.get(code) ?? 0) + 1)
    return outcome
  }

  /** One point: `work` answers what is wrong; what it throws is wrong too. */
  async point(name: string, work: () => Promise<readonly string[]>): Promise<void> {
    this.points++
    try {
      for (const what of await work()) this.violation(name, what)
    } catch (error) {
      this.violation(name, error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
  }

  violation(point: string, what: string): void {
    this.violations.push({ part: this.part, point, what })
    process.stderr.write(`VIOLATION ${this.part}: ${point}: ${what}\n`)
  }
}
