import type { Bag } from '../../contract/export.ts'
import { SKIPPED_LIMIT } from '../../formats/bag/info.ts'
import type { PrintAnswerItem, PrintOrderItem } from '../../formats/print/order.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { isHeldBack } from '../enrolment/index.ts'
import type { Standing } from './overdue.ts'

/** A sealed packet's place in the chain. */
export interface SealedPacket {
  readonly epoch: string
  readonly seq: number
  /** Of the epoch when this packet was sealed, lower hex. */
  readonly head: string
  /** That head, signed, as a QR says it. */
  readonly proof: string
}

/** A sealed packet that a bag may carry. */
export interface Packet extends SealedPacket {
  readonly id: string
  readonly sha256: string
  readonly bytes: number
  readonly sealed_at: string
  readonly attempt: number
  /** A receipt of this attempt is here. */
  readonly answered: 0 | 1
  /** In a bag that was made of this attempt, is not lost, and of which no site has refused it. */
  readonly exported: 0 | 1
  /** Its exceptions wait for a penyelia, or it is being amended. */
  readonly held: 0 | 1
}

const IS_ANSWERED = 'EXISTS (SELECT 1 FROM receipt c WHERE c.packet = r.id AND c.attempt = s.attempt)'
const IS_EXPORTED = `EXISTS (SELECT 1 FROM bag_item i JOIN bag b ON b.id = i.bag
  WHERE i.packet = r.id AND i.attempt = s.attempt AND b.state NOT IN ('making', 'unused', 'lost')
    AND NOT EXISTS (SELECT 1 FROM bag_refusal f WHERE f.bag = i.bag AND f.packet = i.packet))`
const PACKET = `SELECT r.id, r.epoch, r.seq, r.sha256, r.bytes, r.sealed_at, r.head, r.proof, s.attempt,
    ${IS_ANSWERED} AS answered, ${IS_EXPORTED} AS exported, ${isHeldBack('r.id')} AS held
  FROM recording r JOIN recording_status s ON s.recording = r.id JOIN epoch e ON e.id = r.epoch`

/** In the order of sealing. */
const ORDER = 'ORDER BY e.position, e.id, r.seq'

/** Packets without receipt for their present attempt that nothing holds back; what was cancelled before it left stays here. */
export function waitingForBag(db: ReadDb): Packet[] {
  return db.all<Packet>(`${PACKET} WHERE answered = 0 AND held = 0 AND s.status <> 'UNREGISTERED' ${ORDER}`)
}

/** The packets named and their amendments, in the order of sealing; unknown ids are left out. */
export function packetsById(db: ReadDb, ids: readonly string[]): Packet[] {
  return db.all<Packet>(
    `${PACKET} WHERE r.id IN (SELECT value FROM json_each(:ids)) OR r.amends IN (SELECT value FROM json_each(:ids)) ${ORDER}`,
    { ids: JSON.stringify(ids) },
  )
}

/** What the amendments among these packets amend. */
export function originalsOf(db: ReadDb, ids: readonly string[]): string[] {
  const rows = db.all<{ amends: string }>(
    'SELECT amends FROM recording WHERE amends IS NOT NULL AND id IN (SELECT value FROM json_each(:ids))',
    { ids: JSON.stringify(ids) },
  )
  return rows.map(({ amends }) => amends)
}

export interface BagRow {
  readonly id: string
  readonly epoch: string
  readonly seq: number
  readonly made_at: string
  readonly folder: string
  readonly packets: number
  readonly bytes: number
  /** `making` until it was read back. What is cut off before is judged again when its medium is there; a number is never used again. */
  readonly state: Exclude<Bag['state'], 'interrupted'> | 'making'
  readonly reason: string | null
  readonly operator: string
  readonly series: string | null
  readonly part: number
  readonly more: number
  readonly volume: string
  readonly handed_at: string | null
  readonly handed_to: string | null
  readonly telephone: string | null
  readonly arrived_at: string | null
  readonly lost_at: string | null
}

/** What is known of a bag before its first byte is written. */
export type NewBag = Pick<
  BagRow,
  'id' | 'epoch' | 'made_at' | 'folder' | 'reason' | 'operator' | 'series' | 'part' | 'more' | 'volume'
>

/** Gives a bag its number; numbers go on after a restore. `folder` is where it will lie, by its number. Answers the number. */
export function reserveBag(
  tx: WriteTx,
  bag: Omit<NewBag, 'folder'>,
  folder: (seq: number) => string,
): { seq: number; folder: string } {
  const { seq } = tx.get<{ seq: number }>('SELECT coalesce(max(seq), 0) + 1 AS seq FROM bag')!
  const place = folder(seq)
  tx.run(
    `INSERT INTO bag (id, epoch, seq, made_at, folder, packets, bytes, state, reason, operator, series, part, more, volume)
     VALUES (:id, :epoch, :seq, :made_at, :folder, 0, 0, 'making', :reason, :operator, :series, :part, :more, :volume)`,
    { ...bag, seq, folder: place },
  )
  return { seq, folder: place }
}

/** Enters a bag that was written and read back. */
export function enterBag(
  tx: WriteTx,
  bag: Pick<BagRow, 'id' | 'bytes'>,
  packets: readonly { readonly id: string; readonly attempt: number }[],
  orders: readonly PrintOrderItem[],
): void {
  tx.run(`UPDATE bag SET state = 'made', bytes = ?, packets = ? WHERE id = ?`, [
    bag.bytes,
    packets.length,
    bag.id,
  ])
  for (const { id, attempt } of packets) {
    tx.run('INSERT INTO bag_item (bag, packet, attempt) VALUES (?, ?, ?)', [bag.id, id, attempt])
  }
  for (const { order, packet, want } of orders) {
    tx.run('INSERT INTO bag_order (bag, order_id, want, packet) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      bag.id,
      order,
      want,
      packet,
    ])
  }
}

/** A bag, also one that is no bag yet. */
export function anyBag(db: ReadDb, id: string): BagRow | undefined {
  return db.get<BagRow>('SELECT * FROM bag WHERE id = ?', [id])
}

/** A bag that was made. */
export function bagRow(db: ReadDb, id: string): BagRow | undefined {
  const row = anyBag(db, id)
  return row && row.state !== 'making' && row.state !== 'unused' ? row : undefined
}

/** Bags of which it is not known whether they became whole. */
export function unfinishedBags(db: ReadDb): BagRow[] {
  return db.all<BagRow>(`SELECT * FROM bag WHERE state = 'making' ORDER BY seq`)
}

/** The bag that was made last, if it was a part after which packets waited. */
export function openSeries(db: ReadDb): BagRow | undefined {
  const row = db.get<BagRow>(
    `SELECT * FROM bag WHERE state NOT IN ('making', 'unused') ORDER BY seq DESC LIMIT 1`,
  )
  return row && row.more > 0 && row.state !== 'lost' ? row : undefined
}

/** Numbers of an epoch that became no bag, the newest first, as many as a bag names. */
export function unusedNumbers(db: ReadDb, epoch: string): number[] {
  const rows = db.all<{ seq: number }>(
    `SELECT seq FROM bag WHERE state = 'unused' AND epoch = ? ORDER BY seq DESC LIMIT 12`,
    [epoch],
  )
  return rows.map(({ seq }) => seq)
}

/** The first number that an epoch gave to a bag. */
export function firstNumber(db: ReadDb, epoch: string): number {
  return db.get<{ n: number }>('SELECT min(seq) AS n FROM bag WHERE epoch = ?', [epoch])!.n
}

/** Numbers of any epoch that nobody needs to wait for: they became no bag, or were declared lost. The newest first, as many as a bag names. */
export function skippedNumbers(db: ReadDb): string {
  const rows = db.all<{ seq: number }>(
    `SELECT DISTINCT seq FROM bag WHERE state IN ('unused', 'lost') ORDER BY seq DESC LIMIT 100`,
  )
  let list = ''
  for (const { seq } of rows) {
    const longer = list === '' ? `${seq}` : `${list},${seq}`
    if (longer.length > SKIPPED_LIMIT) break
    list = longer
  }
  return list
}

/** How many print orders and results a bag carries. */
export function ordersOfBag(db: ReadDb, id: string): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM bag_order WHERE bag = ?', [id])!.n
}

/** The packet that was sealed last before a bag was made, in its epoch: for a bag that carries none itself. */
export function sealedBefore(
  db: ReadDb,
  { epoch, made_at: at }: Pick<BagRow, 'epoch' | 'made_at'>,
): SealedPacket | undefined {
  return db.get<SealedPacket>(
    'SELECT epoch, seq, head, proof FROM recording WHERE epoch = ? AND sealed_at <= ? ORDER BY seq DESC LIMIT 1',
    [epoch, at],
  )
}

/** Packets of a bag, in the order of sealing. */
export function packetsOfBag(db: ReadDb, id: string): SealedPacket[] {
  return db.all(
    `SELECT r.epoch, r.seq, r.head, r.proof FROM bag_item i JOIN recording r ON r.id = i.packet JOIN epoch e ON e.id = r.epoch WHERE i.bag = ? ${ORDER}`,
    [id],
  )
}

/** How many packets of a bag `b` have the receipt of the attempt that it carries. */
export const ANSWERED = `coalesce((SELECT n FROM tally WHERE topic = 'answered' AND key = b.id), 0)`

/** How many packets of a bag `b` a site refused, as long as they have no receipt. */
export const REFUSED = `(SELECT count(DISTINCT f.packet) FROM bag_refusal f JOIN bag_item i ON i.bag = f.bag AND i.packet = f.packet
  WHERE f.bag = b.id AND NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = i.packet AND c.attempt = i.attempt))`

/** How many print orders and results of a bag `b` went with it when a site refused all of it. */
export const ORDERS_REFUSED = '(SELECT count(*) FROM bag_order o WHERE o.bag = b.id AND o.answered = 2)'

/** How many print orders and results a bag `b` carries. */
export const ORDERS = '(SELECT count(*) FROM bag_order o WHERE o.bag = b.id)'
/** How many of them wait for a site's word: none came in an answer to this bag, and the card has not gone on without it. */
export const ORDERS_OPEN = `(SELECT count(*) FROM bag_order o JOIN card c ON c.recording = o.packet WHERE o.bag = b.id AND o.answered = 0
  AND ((o.want = 'grant' AND c.state = 'ordered' AND c.order_id = o.order_id) OR (c.report = o.want AND c.report_order = o.order_id)))`

/** Notes that a site answered an order that a bag carried. */
export function answerOrder(tx: WriteTx, bag: string, { order, verdict, want }: AnsweredOrder): void {
  tx.run(
    `UPDATE bag_order SET answered = 1 WHERE bag = :bag AND order_id = :order AND answered <> 1
       AND (:verdict = 'refused' OR want = :want)`,
    { bag, order, verdict, want: want ?? 'grant' },
  )
}

interface AnsweredOrder {
  readonly order: string
  readonly verdict: PrintAnswerItem['verdict']
  /** What was noted. */
  readonly want?: string
}

/** Bags on their way that something is still waited for, and those that were cut off and are not judged yet. */
export function openBags(db: ReadDb): (Standing & { readonly id: string })[] {
  return db.all(
    `SELECT id, iif(state = 'making', 'interrupted', state) AS state, made_at, handed_at, arrived_at FROM bag b
     WHERE state = 'making' OR (state IN ('made', 'handed-over', 'arrived') AND NOT (${ANSWERED} + ${REFUSED} = packets AND ${ORDERS_OPEN} = 0))`,
  )
}

/** Bags of which every packet has a receipt, however it came, or was refused, and every order a word, become answered. Answers which did. */
export function settleBags(tx: WriteTx): string[] {
  const rows = tx.all<{ id: string }>(
    `SELECT id FROM bag b WHERE state IN ('made', 'handed-over', 'arrived') AND ${ANSWERED} + ${REFUSED} = packets AND ${ORDERS_OPEN} = 0`,
  )
  for (const { id } of rows) tx.run(`UPDATE bag SET state = 'answered' WHERE id = ?`, [id])
  return rows.map(({ id }) => id)
}
