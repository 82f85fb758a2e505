import { randomBytes } from 'node:crypto'
import { lineSchema } from '../formats/fields.ts'
import { newId } from '../formats/id.ts'
import { explainedSchema } from '../formats/wire/replicate.ts'
import { Fault } from '../lib/fault.ts'
import type { Explained } from './explained.ts'
import { gapsOf } from './gaps.ts'
import { putArrivalWord } from './registry/arrival-words.ts'
import type { Site } from './site.ts'

export interface Explanation {
  readonly station: string
  readonly epoch: string
  /** Numbers as they are typed, with commas; empty for none. */
  readonly numbers: string
  /** Of further parts of exports too: their packets are not waited for any more. */
  readonly parts: boolean
  readonly reason: string
  readonly person: string
}

const REASON = lineSchema(500).min(5)
const PERSON = lineSchema(100).min(2)

/** A field as it is kept. Fault GAP-EXPLAIN {field}. */
function lineOf(schema: typeof REASON, said: string, field: string): string {
  const fitted = schema.safeParse(said.trim())
  if (!fitted.success) throw new Fault('GAP-EXPLAIN', { field })
  return fitted.data
}

/**
 * A person settles what is missing of a station: lost, never sent, or known otherwise. It is kept for good, told to the other site, and
 * nobody asks for it again; what arrives all the same is taken as ever. Fault GAP-EXPLAIN {field}: numbers that are not missing, no
 * reason, no name.
 */
export async function explainGap(
  site: Site,
  { station, epoch, numbers, parts, reason, person }: Explanation,
): Promise<Explained> {
  const why = lineOf(REASON, reason, 'reason')
  const who = lineOf(PERSON, person, 'writer')
  const gap = (await gapsOf(site.registry.read)).find((one) => one.station === station && one.epoch === epoch)
  const asked = numbers.split(/[\s,]+/).filter((word) => word !== '')
  const sequences = [...new Set(asked.map(Number))]
  const missing = new Set(gap?.sequences)
  const series = parts ? (gap?.series ?? []) : []
  if (sequences.length + series.length === 0 || !sequences.every((n) => missing.has(n)))
    throw new Fault('GAP-EXPLAIN', { field: 'numbers' })
  const word = explainedSchema.parse({
    id: newId((bytes) => randomBytes(bytes)),
    at: site.now().toISOString(),
    station,
    epoch,
    explained: { sequences, series: series.slice(0, 100) },
    reason: why,
    person: who,
  })
  await site.registry.transaction((tx) =>
    putArrivalWord(tx, { site: site.code, id: word.id, document: JSON.stringify(word) }, site.now()),
  )
  return { ...word, site: site.code }
}
