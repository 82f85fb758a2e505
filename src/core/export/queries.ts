import type { Bag } from '../../contract/export.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'

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
  /** In a bag that was made of this attempt and is not lost. */
  readonly exported: 0 | 1
}

const PACKET = `SELECT r.id, r.epoch, r.seq, r.sha256, r.bytes, r.sealed_at, r.head, r.proof, s.attempt,
    EXISTS (SELECT 1 FROM receipt c WHERE c.packet = r.id AND c.attempt = s.attempt) AS answered,
    EXISTS (SELECT 1 FROM bag_item i JOIN bag b ON b.id = i.bag
      WHERE i.packet = r.id AND i.attempt = s.attempt AND b.state NOT IN ('making', 'lost')) AS exported
  FROM recording r JOIN recording_status s ON s.recording = r.id JOIN epoch e ON e.id = r.epoch`

/** In the order of sealing. */
const ORDER = 'ORDER BY e.position, e.id, r.seq'

/** Packets without receipt for their present attempt. */
export function waitingForBag(db: ReadDb): Packet[] {
  return db.all<Packet>(`${PACKET} WHERE answered = 0 ${ORDER}`)
}

/** The packets named, in the order of sealing; unknown ids are left out. */
export function packetsById(db: ReadDb, ids: readonly string[]): Packet[] {
  return db.all<Packet>(`${PACKET} WHERE r.id IN (SELECT value FROM json_each(?)) ${ORDER}`, [
    JSON.stringify(ids),
  ])
}

export interface BagRow {
  readonly id: string
  readonly epoch: string
  readonly seq: number
  readonly made_at: string
  readonly folder: string
  readonly packets: number
  readonly bytes: number
  /** `making` until it was read back: what was cut off before stays so, and its number is not used again. */
  readonly state: Bag['state'] | 'making'
  readonly reason: string | null
  readonly operator: string
}

/** Gives a bag its number; numbers go on after a restore. Answers the number. */
export function reserveBag(
  tx: WriteTx,
  bag: Pick<BagRow, 'id' | 'epoch' | 'made_at' | 'reason' | 'operator'>,
): number {
  const { seq } = tx.get<{ seq: number }>('SELECT coalesce(max(seq), 0) + 1 AS seq FROM bag')!
  tx.run(
    `INSERT INTO bag (id, epoch, seq, made_at, folder, packets, bytes, state, reason, operator)
     VALUES (:id, :epoch, :seq, :made_at, '', 0, 0, 'making', :reason, :operator)`,
    { ...bag, seq },
  )
  return seq
}

/** Enters a bag that was written and read back. */
export function enterBag(
  tx: WriteTx,
  bag: Pick<BagRow, 'id' | 'folder' | 'bytes'>,
  packets: readonly Pick<Packet, 'id' | 'attempt'>[],
): void {
  tx.run(`UPDATE bag SET state = 'made', folder = ?, bytes = ?, packets = ? WHERE id = ?`, [
    bag.folder,
    bag.bytes,
    packets.length,
    bag.id,
  ])
  for (const { id, attempt } of packets) {
    tx.run('INSERT INTO bag_item (bag, packet, attempt) VALUES (?, ?, ?)', [bag.id, id, attempt])
  }
}

export function bagRow(db: ReadDb, id: string): BagRow | undefined {
  return db.get<BagRow>(`SELECT * FROM bag WHERE id = ? AND state <> 'making'`, [id])
}

/** Packets of a bag, in the order of sealing. */
export function packetsOfBag(db: ReadDb, id: string): SealedPacket[] {
  return db.all(
    `SELECT r.epoch, r.seq, r.head, r.proof FROM bag_item i JOIN recording r ON r.id = i.packet JOIN epoch e ON e.id = r.epoch WHERE i.bag = ? ${ORDER}`,
    [id],
  )
}

const ANSWERED = `(SELECT count(*) FROM bag_item i WHERE i.bag = b.id
  AND EXISTS (SELECT 1 FROM receipt c WHERE c.packet = i.packet AND c.attempt = i.attempt))`

/** Bags of which every packet has a receipt, however it came, become answered. Answers how many did. */
export function settleBags(tx: WriteTx): number {
  return tx.run(
    `UPDATE bag AS b SET state = 'answered' WHERE state IN ('made', 'handed-over', 'arrived') AND ${ANSWERED} = packets`,
  )
}

/** Where a page finds a bag's letter. */
export function letterUrl(id: string): string {
  return `app://station/export/${id}.pdf`
}

/** Every bag, the newest first. */
export function listBags(db: ReadDb, only?: string): Bag[] {
  const rows = db.all<BagRow & { answered: number }>(
    `SELECT b.*, ${ANSWERED} AS answered FROM bag b WHERE b.state <> 'making' AND (:only IS NULL OR b.id = :only) ORDER BY b.rowid DESC`,
    { only: only ?? null },
  )
  return rows.map(({ id, seq, made_at: madeAt, folder, packets, bytes, state, answered }) => ({
    id,
    seq,
    madeAt,
    folder,
    packets,
    bytes,
    // Receipts that came by line answer a bag too.
    state: state === 'making' ? 'made' : state !== 'lost' && answered === packets ? 'answered' : state,
    answered,
    letterUrl: letterUrl(id),
  }))
}
