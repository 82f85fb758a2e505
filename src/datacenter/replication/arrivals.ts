import type { z } from 'zod'
import {
  REPLICATE_LIMIT,
  type ReplicateAnswer,
  explainedSchema,
  type ReplicatedArrival,
  type ReplicateQuestion,
  replicatedArrivalSchema,
} from '../../formats/wire/replicate.ts'
import { putNumbers } from '../intake-arrivals.ts'
import { arrivalWordsAfter, putArrivalWord } from '../registry/arrival-words.ts'
import { heardUpTo } from '../registry/position.ts'
import type { Site } from '../site.ts'
import type { SqlTx } from '../store/sql.ts'

type Arrival = Omit<ReplicatedArrival, 'site'>

/** Words on media that the other site has not heard, and the position of the last one; nothing where there are none. */
export async function arrivalsFor(
  site: Site,
  question: ReplicateQuestion,
): Promise<Pick<ReplicateAnswer, 'arrivals' | 'arrivalsUpto' | 'explained'>> {
  const db = site.registry.read
  const after = await heardUpTo(db, 'arrivals', question.arrivals ?? 0)
  const rows = await arrivalWordsAfter(db, after, REPLICATE_LIMIT)
  if (rows.length === 0) return {}
  // One that a later version wrote is passed over.
  const read = <T>(schema: z.ZodType<T>) =>
    rows.flatMap(({ site: of, document }) => {
      const word = schema.safeParse(JSON.parse(document)).data
      return word ? [{ ...(of === site.code ? {} : { site: of }), ...word }] : []
    })
  const explained = read(explainedSchema)
  return {
    arrivals: read(replicatedArrivalSchema),
    ...(explained.length === 0 ? {} : { explained }),
    arrivalsUpto: rows.at(-1)!.position,
  }
}

/** How far a medium has come: what was heard never takes it back. */
const RANK: Readonly<Record<Arrival['state'], number>> = { registered: 0, refused: 1, taken: 2 }

/** Puts an arrival of this site back that a restoration lost, or that had come further than its backup has it. */
async function bringBack(tx: SqlTx, one: Arrival): Promise<boolean> {
  const known = await tx.get<{ state: Arrival['state'] }>('SELECT state FROM arrival WHERE id = ?', [one.id])
  if (known && RANK[known.state] >= RANK[one.state]) return false
  await tx.run('DELETE FROM arrival WHERE id = ?', [one.id])
  await tx.run(
    `INSERT INTO arrival (id, at, courier, medium, slip, state, code, station, epoch, bag, sequence, series, part, more, unused, received,
       refused, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      one.id,
      one.at,
      one.courier,
      one.medium,
      one.slip,
      one.state,
      one.code,
      one.station,
      one.epoch,
      one.bag,
      one.sequence,
      one.series,
      one.part,
      one.more,
      one.unused,
      one.received,
      one.refused,
      one.answer,
    ],
  )
  await tx.run(
    'INSERT INTO arrival_orders (id, orders) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET orders = excluded.orders',
    [one.id, one.orders],
  )
  await putNumbers(tx, one.id, {
    ...(one.first === undefined ? {} : { first: one.first }),
    ...(one.rest === undefined ? {} : { rest: one.rest }),
  })
  return true
}

/** Keeps what was said of media at the other site, and puts back what this one lost in a restoration; answers the ids of those that came back. */
export async function takeArrivals(site: Site, answer: ReplicateAnswer): Promise<string[]> {
  const back: string[] = []
  for (const { site: at = answer.site, ...word } of answer.arrivals ?? []) {
    if (at !== answer.site && at !== site.code) continue
    await site.registry.transaction(async (tx) => {
      const said = { site: at, id: word.id, document: JSON.stringify(word) }
      if (!(await putArrivalWord(tx, said, site.now())) || at !== site.code) return
      if (await bringBack(tx, word)) back.push(word.id)
    })
  }
  for (const { site: at = answer.site, ...word } of answer.explained ?? []) {
    if (at !== answer.site && at !== site.code) continue
    const said = { site: at, id: word.id, document: JSON.stringify(word) }
    await site.registry.transaction((tx) => putArrivalWord(tx, said, site.now()))
  }
  return back
}
