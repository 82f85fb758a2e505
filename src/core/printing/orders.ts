import { newId } from '../../formats/id.ts'
import { entitles } from '../../formats/print/fence.ts'
import type { PrintAnswerItem, PrintOrderItem } from '../../formats/print/order.ts'
import { verifyPaper } from '../../formats/print/paper.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { unpackSigned } from '../../formats/wire/wire.ts'
import { text } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { setStatus, statusOf } from '../enrolment/index.ts'
import { LongWork } from '../long-work.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { type CardRow, cardRow, ordersOfBefore, putCard, unreported } from './queries.ts'
import { askForCards, SILENT } from './site-client.ts'

/** Orders under way: each can be stopped. */
const orders = new LongWork('PRINTING-STOPPED')

/** Items per request (formats/print). */
const BATCH = 100

/**
 * Files a grant, in the caller's transaction: it counts when a site signed it for the order that is open here, above every fence that was
 * seen of this card. Answers whether the card may be printed now; a late, foreign or forged grant changes nothing.
 */
export function fileGrant(tx: WriteTx, station: Station, recording: string, signed: Signed): boolean {
  const row = cardRow(tx, recording)
  if (!row) return false
  let paper
  try {
    paper = verifyPaper(signed, station.trust)
  } catch (error) {
    if (!isFault(error)) throw error
    return false
  }
  if (paper.kind !== 'grant' || paper.packet !== recording || paper.station !== station.code) return false
  const open = openOrder(station, row)
  if (!entitles({ fence: row.fence, order: open }, paper)) return open !== null && row.state === 'granted'
  const { fence, site } = paper
  tx.run(
    'INSERT INTO print_grant (packet, fence, site, bytes, signature) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    [recording, fence, site, text(signed.bytes), signed.signature],
  )
  putCard(tx, { ...row, state: 'granted', site, fence, code: null })
  const at = station.ports.now().toISOString()
  // A word of the centre on the card that there was not may come late: this grant is newer.
  if (row.again !== null && statusOf(tx, recording)?.status === 'CARD_PRINTED')
    setStatus(tx, station, { recording, to: 'PRINT_READY_RECORD', by: 'station', at, note: row.again })
  if (statusOf(tx, recording)?.status === 'PRINT_READY_RECORD') {
    setStatus(tx, station, { recording, to: 'SENT_FOR_CARD_PRINTING', by: 'station', at })
  }
  recordAct(tx, station, 'printing.granted', recording, { site, fence })
  return true
}

/**
 * The order under which a card may be granted now, or is. One of an earlier epoch counts no more: its card may have been printed after the backup that
 * it comes from, and a site that gave its right says so of a new one (decision 0248).
 */
export function openOrder(
  { epoch }: Pick<Station, 'epoch'>,
  row: Pick<CardRow, 'state' | 'order_id' | 'order_epoch'> | undefined,
): string | null {
  const waits = row?.state === 'ordered' || row?.state === 'granted'
  return waits && row.order_epoch === epoch.id ? row.order_id : null
}

/** Opens an order where none is open; print-ready recordings alone. Faults NOT-FOUND, PRINTING-STATE. */
function placeOrder(tx: WriteTx, station: Station, recording: string): CardRow {
  const row = cardRow(tx, recording)
  const now = statusOf(tx, recording)
  if (!now) throw refuse('NOT-FOUND', { what: 'Rekaman' })
  if (row && (row.state === 'printed' || row.state === 'issued'))
    throw refuse('PRINTING-STATE', { state: row.state })
  if (!row && now.status !== 'PRINT_READY_RECORD') throw refuse('PRINTING-STATE', { state: now.status })
  if (row && openOrder(station, row) !== null) return row
  const ordered: CardRow = {
    recording,
    state: 'ordered',
    order_id: newId(station.ports.random),
    site: null,
    fence: row?.fence ?? 0,
    code: null,
    ordered_at: station.ports.now().toISOString(),
    printed_at: null,
    serial: null,
    issued_at: null,
    taken_by: null,
    checked: null,
    report: row?.report ?? null,
    report_order: row?.report_order ?? null,
    // A word of before is on the order of then.
    again: row?.order_epoch === station.epoch.id ? row.again : null,
    order_epoch: station.epoch.id,
  }
  putCard(tx, ordered)
  recordAct(tx, station, 'printing.ordered', recording, { order: ordered.order_id })
  return ordered
}

/** What came of an order; stopped by a person, the rest was not asked for. */
export interface Ordered {
  readonly granted: number
  readonly waiting: number
  readonly stopped: boolean
}

/** Files a site's answer to one order, in the caller's transaction. `asked`: the card as it was when it was asked for. */
export function fileAnswer(
  tx: WriteTx,
  station: Station,
  item: PrintAnswerItem,
  asked: CardRow | undefined,
): void {
  // A site speaks of what it was asked, or it is not heard.
  if (openOrder(station, asked) !== item.order) return
  if (item.verdict === 'granted') fileGrant(tx, station, item.packet, unpackSigned(item.grant))
  if (item.verdict !== 'refused') return
  const row = cardRow(tx, item.packet)
  if (row?.state === 'ordered') putCard(tx, { ...row, code: item.code })
}

/**
 * Asks for print rights: the sites in the profile's order, each for what no earlier one gave. What none gave stays ordered, under the
 * same order, and is asked for again; so does what `endOrders` cuts off. NOT-FOUND, PRINTING-STATE.
 */
export async function orderCards(station: Station, recordings: readonly string[]): Promise<Ordered> {
  const ending = new AbortController()
  const first = { phase: 'asking', done: 0, total: 0 }
  return orders.run(station, first, () => askFor(station, recordings, ending.signal), {
    stop: () => ending.abort(),
  })
}

/** Ends the orders under way: what was not answered stays ordered. */
export async function endOrders(station: Station): Promise<void> {
  await orders.end(station)
}

async function askFor(
  station: Station,
  recordings: readonly string[],
  signal: AbortSignal,
): Promise<Ordered> {
  await station.write.transaction((tx) => {
    for (const recording of recordings) placeOrder(tx, station, recording)
  })
  // A site that does not know of a misprint yet holds the old order against us.
  const silent = new Set<string>()
  await reportCards(station, { silent, signal })
  const told = new Set<string>()
  for (const site of station.profile.sites) {
    const open = recordings.map((id) => cardRow(station.read, id)!).filter(({ state }) => state === 'ordered')
    if (open.length === 0 || signal.aborted) break
    await ask(station, site, { open, told, silent, signal })
  }
  station.changed('printing')
  const granted = recordings.filter((id) => cardRow(station.read, id)?.state === 'granted').length
  return { granted, waiting: recordings.length - granted, stopped: signal.aborted }
}

/** Orders of an earlier epoch get a new number, so that a bag carries none under its old one. */
export async function orderAnew(station: Station): Promise<void> {
  if (ordersOfBefore(station.read).length === 0) return
  await station.write.transaction((tx) => {
    for (const recording of ordersOfBefore(tx)) placeOrder(tx, station, recording)
  })
}

/** The order of a card, with a supervisor's word where there is one. */
export function wanted({ recording, order_id, fence, again }: CardRow): PrintOrderItem {
  const word = again === null ? {} : { again }
  return { order: order_id!, packet: recording, fence, want: 'grant', ...word }
}

interface Asking {
  readonly open: readonly CardRow[]
  /** Cards of which a site said why not: one that is silent has no say over it. */
  readonly told: Set<string>
  /** Sites that gave no answer in this act: nobody waits for them twice. */
  readonly silent: Set<string>
  readonly signal: AbortSignal
}

async function ask(
  station: Station,
  site: Station['profile']['sites'][number],
  { open, told, silent, signal }: Asking,
): Promise<void> {
  for (let from = 0; from < open.length; from += BATCH) {
    const batch = open.slice(from, from + BATCH)
    const items = batch.map(wanted)
    const said = silent.has(site.code) ? { code: SILENT } : await askForCards(station, site, items, signal)
    if (signal.aborted && 'code' in said) return
    if ('code' in said && said.code === SILENT) silent.add(site.code)
    const asked = new Map(batch.map((row) => [row.recording, row]))
    await station.write.transaction((tx) => {
      if ('items' in said)
        for (const item of said.items) fileAnswer(tx, station, item, asked.get(item.packet))
      else
        for (const { recording } of batch) {
          const row = cardRow(tx, recording)
          if (row?.state !== 'ordered' || (said.code === SILENT && told.has(recording))) continue
          putCard(tx, { ...row, code: said.code })
        }
    })
    const answered = 'items' in said ? said.items.map(({ packet }) => packet) : []
    const refused = 'code' in said && said.code !== SILENT ? batch.map(({ recording }) => recording) : []
    for (const recording of [...answered, ...refused]) told.add(recording)
  }
}

/** A site has heard what became of an order. Answers false when something newer happened while the answer was on its way. */
export function noteReported(tx: WriteTx, item: PrintAnswerItem): boolean {
  const row = cardRow(tx, item.packet)
  if (item.verdict !== 'noted' || row?.report !== item.want || row.report_order !== item.order) return false
  putCard(tx, { ...row, report: null, report_order: null })
  return true
}

/** Tells the sites what became of orders; the first that notes it is enough, for they tell each other. Answers how many are noted; `silent` hears of sites that gave no answer. */
export async function reportCards(
  station: Station,
  { silent = new Set<string>(), signal }: { silent?: Set<string>; signal?: AbortSignal } = {},
): Promise<number> {
  let noted = 0
  for (const site of station.profile.sites) {
    const rows = unreported(station.read)
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = rows.slice(from, from + BATCH)
      const items = batch.map(({ recording, report_order, fence, report }) => ({
        order: report_order!,
        packet: recording,
        fence,
        want: report!,
      }))
      const heard = await askForCards(station, site, items, signal)
      if (!('items' in heard)) {
        if (signal?.aborted) return noted
        if (heard.code === SILENT) silent.add(site.code)
        break
      }
      const said = new Set(batch.map(({ recording }) => recording))
      await station.write.transaction((tx) => {
        for (const item of heard.items) {
          if (said.has(item.packet) && noteReported(tx, item)) noted++
        }
      })
    }
  }
  return noted
}
