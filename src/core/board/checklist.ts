import { type Checklist, type CheckItem, type Item, ITEMS, type List } from '../../contract/checklist.ts'
import { recordAct } from '../audit/index.ts'
import type { ReadDb } from '../db/handles.ts'
import { dayIn } from '../enrolment/index.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { putCheck, SIGNED } from './checks.ts'
import { type Fact, factsOf } from './facts.ts'

interface CheckRow {
  readonly list: List
  readonly item: string
  readonly done: number
  readonly n: number | null
  readonly at: string
  readonly actor: string
  readonly note: string
}

/** A day's ticks and signatures; of several stations of one history the last. */
function rowsOf(read: ReadDb, day: string): Map<string, CheckRow> {
  const rows = read.all<CheckRow>(
    'SELECT list, item, done, n, at, actor, note FROM day_check WHERE day = ? ORDER BY at',
    [day],
  )
  return new Map(rows.map((row) => [`${row.list} ${row.item}`, row]))
}

const entries = (list: List) => Object.entries(ITEMS[list]) as [Item, 'fact' | 'hand'][]

function itemOf(
  item: Item,
  kind: CheckItem['kind'],
  row: CheckRow | undefined,
  fact: Fact | undefined,
): CheckItem {
  const ticked = kind === 'hand' && row?.done === 1 ? { by: row.actor, at: row.at } : null
  if (kind === 'hand') return { item, kind, ok: ticked !== null, n: null, ticked }
  return fact
    ? { item, kind, ok: fact.ok, n: fact.n, ticked }
    : { item, kind, ok: row?.done === 1, n: row?.n ?? null, ticked }
}

/** The two lists of a day: today's facts as they are, an earlier day's as they were signed. */
export async function checklist(station: Station, day?: string): Promise<Checklist> {
  const { read, ports, profile } = station
  const today = dayIn(profile.station.zone, ports.now())
  const of = day ?? today
  const rows = rowsOf(read, of)
  const facts = of === today ? await factsOf(station, today) : undefined
  const lists = (['start', 'end'] as const).map((list) => {
    const signed = rows.get(`${list} ${SIGNED}`)
    return {
      list,
      items: entries(list).map(([item, kind]) =>
        itemOf(item, kind, rows.get(`${list} ${item}`), facts?.[item]),
      ),
      signed: signed
        ? {
            by: signed.actor,
            at: signed.at,
            note: signed.note,
            open: entries(list)
              .filter(([item]) => rows.get(`${list} ${item}`)?.done !== 1)
              .map(([item]) => item),
          }
        : null,
    }
  })
  return { day: of, lists }
}

/** Ticks an item of today's list, or takes the tick back. BOARD-FACT. */
export async function tick(
  station: Station,
  { list, item, done }: { list: List; item: Item; done: boolean },
): Promise<Checklist> {
  const kinds: Readonly<Partial<Record<Item, 'fact' | 'hand'>>> = ITEMS[list]
  if (kinds[item] !== 'hand') throw refuse('BOARD-FACT')
  const day = dayIn(station.profile.station.zone, station.ports.now())
  await station.write.transaction((tx) => {
    putCheck(tx, station, { day, list, item, done: Number(done) })
    recordAct(tx, station, 'board.ticked', day, { list, item, done })
  })
  station.changed('board')
  return checklist(station)
}

/** Signs today's list: every item as it is now goes into the daybook with who and when. */
export async function signList(
  station: Station,
  { list, note }: { list: List; note: string },
): Promise<Checklist> {
  const { day, lists } = await checklist(station)
  const { items } = lists.find((one) => one.list === list)!
  await station.write.transaction((tx) => {
    for (const { item, kind, ok, n } of items) {
      // A tick stays whose it is.
      if (kind === 'fact' || !ok) putCheck(tx, station, { day, list, item, done: Number(ok), n })
    }
    putCheck(tx, station, { day, list, item: SIGNED, done: 1, n: items.filter(({ ok }) => !ok).length, note })
    recordAct(tx, station, 'board.signed', day, { list, open: items.filter(({ ok }) => !ok).length })
  })
  station.changed('board')
  return checklist(station)
}
