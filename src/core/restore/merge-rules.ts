/** Which change set a row: an epoch and its change_seq there. */
export interface Version {
  readonly epoch: string
  readonly seq: number
}

/** Up to which change a state knows each epoch. One not named is unknown to it. */
export type Clock = ReadonlyMap<string, number>

/** What happens to a row that meets another of its key. `both`: nobody knew of the other, so the one that gives way is kept aside. */
export type Decision = 'take' | 'keep' | 'take-both' | 'keep-both'

export interface Meeting {
  readonly coming: Version
  /** What the coming state knows of the others. */
  readonly theirs: Clock
  /** Version of the row that is here; null where no row of the key is. */
  readonly here: Version | null
  readonly ours: Clock
  /** Position of an epoch among those of the station: children after parents. */
  readonly order: (epoch: string) => number
}

function knows(clock: Clock, { epoch, seq }: Version): boolean {
  return seq <= (clock.get(epoch) ?? 0)
}

/**
 * Registers: the highest (epoch order, seq) wins (FORMATS: changes and state), where neither state had seen the other's change. Whoever
 * had seen it spoke later and wins whatever the epoch. A row that is not here although its change was known here has been removed here.
 */
export function decide({ coming, theirs, here, ours, order }: Meeting): Decision {
  if (here === null) return knows(ours, coming) ? 'keep' : 'take'
  if (here.epoch === coming.epoch) return coming.seq > here.seq ? 'take' : 'keep'
  if (knows(ours, coming)) return 'keep'
  if (knows(theirs, here)) return 'take'
  const [a, b] = [order(coming.epoch), order(here.epoch)]
  return a > b || (a === b && coming.epoch > here.epoch) ? 'take-both' : 'keep-both'
}

/** Both clocks together. */
export function joinClocks(a: Clock, b: Clock): Map<string, number> {
  const joined = new Map(a)
  for (const [epoch, seq] of b) joined.set(epoch, Math.max(joined.get(epoch) ?? 0, seq))
  return joined
}

const LEVELS = ['L0', 'L1', 'L2', 'L3']

/** Copies of a packet: the higher level, of two equal ones the later. */
export function isBetterCopy(
  coming: { level: unknown; at: unknown },
  here: { level: unknown; at: unknown },
): boolean {
  const [a, b] = [coming, here].map(({ level }) => LEVELS.indexOf(String(level))) as [number, number]
  return a === b ? String(coming.at) > String(here.at) : a > b
}
