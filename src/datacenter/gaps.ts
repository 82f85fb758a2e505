import { decodeRest } from '../formats/bag/rest.ts'
import { replicatedArrivalSchema } from '../formats/wire/replicate.ts'
import { type Explained, explanations } from './explained.ts'
import { type Arrival, ARRIVALS } from './intake-arrivals.ts'
import type { SqlReader } from './store/sql.ts'

/** What a station sent and is at neither site: its own numbers, and parts of an export on several media. */
export interface Gap {
  readonly station: string
  /** In which its bags asked for it. */
  readonly epoch: string
  readonly sequences: readonly number[]
  /** How many packets were still to come after the last parts that are here, and did not come otherwise. */
  readonly absentPackets: number
  /** The exports that they are of. */
  readonly series: readonly string[]
}

/** What numbers are made of. */
type Numbered = Pick<
  Arrival,
  'station' | 'epoch' | 'bag' | 'sequence' | 'series' | 'part' | 'more' | 'unused' | 'first' | 'rest'
>

/** A hostile number must not make the list endless. */
const LISTED = 1000

/** Bags that were taken here, and at the other site as far as it told: a bag that lies there is not missing. What a post passes on has
 * numbers of the post, which knows itself what the centre has not answered. */
async function takenBags(db: SqlReader): Promise<Numbered[]> {
  const here = await db.all<Numbered>(
    `${ARRIVALS} WHERE a.state = 'taken' AND a.epoch IS NOT NULL ORDER BY a.at, a.id`,
  )
  const words = await db.all<{ document: string }>(
    `SELECT document FROM arrival_word WHERE document LIKE '%"state":"taken"%' ORDER BY position`,
  )
  const there = words.flatMap(({ document }): Numbered[] => {
    const word = replicatedArrivalSchema.safeParse(JSON.parse(document)).data
    return word?.state === 'taken' && word.epoch !== null
      ? [{ ...word, first: word.first ?? null, rest: word.rest ?? null }]
      : []
  })
  return [...here, ...there]
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return [...groups.values()]
}

/** Numbers of a chain that are here, or that nobody needs to wait for. */
function settledBy(bags: readonly Numbered[]): Set<number> {
  const skipped = bags.flatMap(({ unused }) => (unused === null ? [] : unused.split(',').map(Number)))
  return new Set([...bags.map(({ sequence }) => sequence ?? 0), ...skipped])
}

/** How many packets of a last part's rest have come to neither site: by number where it names them. */
async function absentOf(db: SqlReader, { station, more, rest }: Numbered): Promise<number> {
  const spans = rest === null ? undefined : decodeRest(rest)
  if (!spans || !more) return more ?? 0
  let absent = 0
  for (const { epoch, from, to } of spans) {
    const { n } = (await db.get<{ n: number }>(
      `SELECT count(DISTINCT e.seq) AS n FROM report r JOIN entry e ON e.packet = r.packet
       WHERE r.station = ? AND e.station = ? AND e.epoch = ? AND e.seq BETWEEN ? AND ?`,
      [station, station, epoch, from, to],
    ))!
    absent += to - from + 1 - n
  }
  return Math.min(more, absent)
}

/** Per epoch of the last parts: packets of further ones that did not come, and the exports that they are of. */
async function furtherParts(
  db: SqlReader,
  bags: readonly Numbered[],
  words: readonly Explained[],
): Promise<Map<string, { absent: number; series: string[] }>> {
  const closed = new Set(words.flatMap(({ explained }) => explained.series))
  const open = bags.filter(({ series }) => series !== null && !closed.has(series))
  const found = new Map<string, { absent: number; series: string[] }>()
  for (const parts of grouped(open, ({ series }) => series ?? '')) {
    const last = parts.reduce((best, one) => ((one.part ?? 0) >= (best.part ?? 0) ? one : best))
    const absent = await absentOf(db, last)
    if (absent === 0) continue
    const before = found.get(last.epoch ?? '') ?? { absent: 0, series: [] }
    found.set(last.epoch ?? '', {
      absent: before.absent + absent,
      series: [...before.series, last.series ?? ''],
    })
  }
  return found
}

/** What is settled for a station, whichever epoch gave the number, and what was told of it already. */
interface Anywhere {
  readonly settled: ReadonlySet<number>
  readonly told: Set<number>
}

/** Missing numbers of one epoch; those below its first one count once, over all epochs. */
function missingOf(
  own: readonly Numbered[],
  words: readonly Explained[],
  { settled, told }: Anywhere,
): number[] {
  const here = settledBy(own)
  for (const { explained } of words) for (const n of explained.sequences) here.add(n)
  const first = Math.min(...own.map((bag) => bag.first ?? Number.POSITIVE_INFINITY))
  const highest = own.reduce((most, { sequence }) => Math.max(most, sequence ?? 0), 0)
  const missing: number[] = []
  for (let n = 1; n < highest && missing.length < LISTED; n++) {
    if (here.has(n) || (n < first && (settled.has(n) || told.has(n)))) continue
    missing.push(n)
    if (n < first) told.add(n)
  }
  return missing
}

/**
 * What of a station did not arrive. Its numbers are gapless, over its epochs, but for those that it skips: what is missing below its highest
 * was lost on the way, or is on it. An epoch says from where it counts; below that a number of any epoch counts, for a restored station may
 * give those again that were given after its last backup. What a person explained is not missing any more.
 */
export async function gapsOf(db: SqlReader): Promise<Gap[]> {
  const explained = await explanations(db)
  const gaps: Gap[] = []
  for (const bags of grouped(await takenBags(db), ({ station }) => station ?? '')) {
    const station = bags[0]!.station ?? ''
    const words = explained.filter((word) => word.station === station)
    const settled = settledBy(bags)
    for (const { explained: said } of words) for (const n of said.sequences) settled.add(n)
    const told = new Set<number>()
    const further = await furtherParts(db, bags, words)
    for (const own of grouped(bags, ({ epoch }) => epoch ?? '')) {
      const epoch = own[0]!.epoch ?? ''
      const ofEpoch = words.filter((word) => word.epoch === epoch)
      const sequences = missingOf(own, ofEpoch, { settled, told })
      const { absent = 0, series = [] } = further.get(epoch) ?? {}
      if (sequences.length > 0 || absent > 0)
        gaps.push({ station, epoch, sequences, absentPackets: absent, series })
    }
  }
  return gaps
}
