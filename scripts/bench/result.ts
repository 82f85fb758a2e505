/** One figure of a benchmark: a ratio against a named peer that ran in the same minute, and the target that it is held to. */
export interface BenchResult {
  readonly name: string
  readonly ratio: number
  readonly target: number
  readonly ok: boolean
  readonly detail: string
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}

export function result(name: string, ratio: number, target: number, detail: string): BenchResult {
  return { name, ratio, target, ok: ratio <= target, detail }
}
