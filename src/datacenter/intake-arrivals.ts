import { randomBytes } from 'node:crypto'
import { decodeInfo } from '../formats/bag/info.ts'
import { INFO_NAME } from '../formats/bag/plan.ts'
import { readSmall } from '../formats/bag/walk.ts'
import { newId } from '../formats/id.ts'
import { replicatedArrivalSchema } from '../formats/wire/replicate.ts'
import { text } from '../lib/bytes.ts'
import { Fault, isFault } from '../lib/fault.ts'
import { type Intake, intake } from './intake.ts'
import { putArrivalWord } from './registry/arrival-words.ts'
import type { Site } from './site.ts'
import type { SqlReader, SqlTx } from './store/sql.ts'

/** A medium as it was handed in at the counter, before anybody looked inside. */
export interface Arrival {
  readonly id: string
  readonly at: string
  readonly courier: string
  readonly medium: string
  readonly slip: string
  /** registered: not looked at yet. taken: checked, its sound packets taken. refused: nothing was taken, `code` says why. */
  readonly state: 'registered' | 'taken' | 'refused'
  readonly code: string | null
  /** Of a refused one, as it says itself. */
  readonly station: string | null
  readonly epoch: string | null
  readonly bag: string | null
  readonly sequence: number | null
  readonly series: string | null
  readonly part: number | null
  readonly more: number | null
  readonly unused: string | null
  readonly received: number | null
  readonly refused: number | null
  readonly orders: number
  readonly answer: string | null
  /** The first number of its epoch, and which packets were still to come, where it says so. */
  readonly first: number | null
  readonly rest: string | null
}

export interface HandedIn {
  /** Who brought it, what it is, and the number of the delivery slip. */
  readonly courier: string
  readonly medium: string
  readonly slip: string
}

const LINE = /^[^\p{Cc}\p{Cs}]{1,100}$/u

/** Media that are told of in one transaction. */
const TOLD = 200

export const ARRIVALS = `SELECT a.*, coalesce(o.orders, 0) AS orders, n.first, n.rest FROM arrival a
  LEFT JOIN arrival_orders o ON o.id = a.id LEFT JOIN arrival_numbers n ON n.id = a.id`

/** Notes how an arrival stands now, so that the other site hears it and can tell it back. */
async function say(site: Site, tx: SqlTx, id: string): Promise<void> {
  const word = replicatedArrivalSchema.safeParse(await tx.get(`${ARRIVALS} WHERE a.id = ?`, [id])).data
  // What the wire cannot carry (a name with signs that turn the line around) stays here alone.
  if (word) await putArrivalWord(tx, { site: site.code, id, document: JSON.stringify(word) }, site.now())
}

/**
 * Tells the other site of media that this one never spoke of: they were handed in before it told any (decision 196). Called when a site
 * begins to serve; a repeat says nothing. Answers how many.
 */
export async function tellArrivals(site: Site): Promise<number> {
  const { registry, code } = site
  const silent = await registry.read.all<{ id: string }>(
    'SELECT id FROM arrival a WHERE NOT EXISTS (SELECT 1 FROM arrival_word w WHERE w.site = ? AND w.id = a.id) ORDER BY at, id',
    [code],
  )
  for (let from = 0; from < silent.length; from += TOLD) {
    await registry.transaction(async (tx) => {
      for (const { id } of silent.slice(from, from + TOLD)) await say(site, tx, id)
    })
  }
  return silent.length
}

/** Registers a medium that was handed in: it is known to be here whatever is inside. Fault INTAKE-ARRIVAL {field}. */
export async function registerArrival(site: Site, said: HandedIn): Promise<string> {
  for (const field of ['courier', 'medium', 'slip'] as const) {
    if (!LINE.test(said[field].trim())) throw new Fault('INTAKE-ARRIVAL', { field })
  }
  return site.registry.transaction(async (tx) => {
    const id = await newArrival(site, tx, said)
    await say(site, tx, id)
    return id
  })
}

async function newArrival(site: Site, tx: SqlTx, { courier, medium, slip }: HandedIn): Promise<string> {
  const id = newId((bytes) => randomBytes(bytes))
  await tx.run(
    `INSERT INTO arrival (id, at, courier, medium, slip, state) VALUES (?, ?, ?, ?, ?, 'registered')`,
    [id, site.now().toISOString(), courier.trim(), medium.trim(), slip.trim()],
  )
  return id
}

/** Whose bag it says to be, and which: nobody proved it, but that it was refused can be told to somebody. Nothing where it says nothing readable. */
async function claimed(
  folder: string,
): Promise<{ readonly station?: string | undefined; readonly bag?: string; readonly sequence?: number }> {
  try {
    const {
      kind,
      station,
      id: bag,
      sequence,
    } = decodeInfo(text(await readSmall(folder, INFO_NAME, 64 << 10)))
    return kind === 'export' ? { station, bag, sequence } : {}
  } catch (error) {
    if (!isFault(error)) throw error
    return {}
  }
}

/** Keeps what a bag says of its own numbers besides. */
export async function putNumbers(
  tx: SqlTx,
  id: string,
  { first = null, rest = null }: { readonly first?: number | null; readonly rest?: string | null },
): Promise<void> {
  await tx.run(
    `INSERT INTO arrival_numbers (id, first, rest) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET first = excluded.first, rest = excluded.rest`,
    [id, first, rest],
  )
}

/** Under which arrival a bag is noted: a further one of a medium on which several lie has one of its own. */
async function arrivalOf(site: Site, tx: SqlTx, id: string, bag: string): Promise<string> {
  const { courier, medium, slip, ...own } = (await arrivalById(tx, id))!
  if (own.state !== 'taken' || own.bag === bag) return id
  const before = await tx.get<{ id: string }>(
    `SELECT id FROM arrival WHERE state = 'taken' AND bag = ? AND courier = ? AND medium = ? AND slip = ?`,
    [bag, courier, medium, slip],
  )
  return before?.id ?? newArrival(site, tx, { courier, medium, slip })
}

function arrivalById(db: SqlReader, id: string): Promise<Arrival | undefined> {
  return db.get<Arrival>(`${ARRIVALS} WHERE a.id = ?`, [id])
}

/** Takes a bag of a registered medium and notes what came of it; a refusal is noted as well. Fault NOT-FOUND for a medium that nobody registered; faults as intake. */
export async function takeArrival(
  site: Site,
  registered: string,
  folder: string,
  out: string,
): Promise<Intake> {
  if (!(await arrivalById(site.registry.read, registered))) throw new Fault('NOT-FOUND', { what: registered })
  try {
    const taken = await intake(site, folder, out)
    const { bag, station, epoch, sequence, series, part, more, unused, received, refused, answer } = taken
    await site.registry.transaction(async (tx) => {
      const id = await arrivalOf(site, tx, registered, bag)
      await tx.run(
        `UPDATE arrival SET state = 'taken', code = NULL, station = ?, epoch = ?, bag = ?, sequence = ?, series = ?, part = ?, more = ?,
           unused = ?, received = ?, refused = ?, answer = ? WHERE id = ?`,
        [station, epoch, bag, sequence, series, part, more, unused, received, refused.length, answer, id],
      )
      await tx.run(
        'INSERT INTO arrival_orders (id, orders) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET orders = excluded.orders',
        [id, taken.orders],
      )
      await putNumbers(tx, id, taken)
      await say(site, tx, id)
    })
    return taken
  } catch (error) {
    // One that was left because the site ends, or its database is silent, waits as before.
    if (isFault(error) && !error.code.startsWith('SITE-')) {
      const { code, params } = error
      const { station = null, bag = null, sequence = null } = await claimed(folder)
      await site.registry.transaction(async (tx) => {
        // Taken by another hand meanwhile: it stays so.
        await tx.run(
          `UPDATE arrival SET state = 'refused', code = ?, station = ?, bag = ?, sequence = ?, answer = ? WHERE id = ? AND state <> 'taken'`,
          [code, station, bag, sequence, params['answer'] ?? null, registered],
        )
        await say(site, tx, registered)
      })
    }
    throw error
  }
}

export function arrivals(db: SqlReader): Promise<Arrival[]> {
  return db.all<Arrival>(`${ARRIVALS} ORDER BY a.at, a.id`)
}

export interface ArrivalPage {
  readonly shown: readonly Arrival[]
  readonly total: number
  /** How many nobody has looked at yet. */
  readonly waiting: number
}

/** A page of arrivals, counted from 0: what nobody has looked at first, the longest waiting ahead; then the others, newest first. */
export async function arrivalPage(db: SqlReader, page: number, rows: number): Promise<ArrivalPage> {
  const counted = `SELECT count(*) AS total, coalesce(sum(CASE WHEN state = 'registered' THEN 1 ELSE 0 END), 0) AS waiting FROM arrival`
  const { total, waiting } = (await db.get<{ total: number; waiting: number }>(counted))!
  const from = page * rows
  const open = await db.all<Arrival>(
    `${ARRIVALS} WHERE a.state = 'registered' ORDER BY a.at, a.id LIMIT ? OFFSET ?`,
    [rows, from],
  )
  const done = await db.all<Arrival>(
    `${ARRIVALS} WHERE a.state <> 'registered' ORDER BY a.at DESC, a.id DESC LIMIT ? OFFSET ?`,
    [rows - open.length, Math.max(0, from - waiting)],
  )
  return { shown: [...open, ...done], total, waiting }
}
