import type { SqlReader, SqlTx } from '../store/sql.ts'

/** A packet as a site knows it. `announced` it waits for bytes; `received` it lies in the store and has a receipt. */
export interface Entry {
  packet: string
  sha256: string
  attempt: number
  bytes: number
  station: string
  epoch: string
  seq: number
  signature: string
  state: 'announced' | 'received'
  /** Of this site's own receipt; null where it has none: not received, or learnt from the other site. */
  serial: number | null
}

export type NewEntry = Omit<Entry, 'state' | 'serial'>

export async function findEntry(
  db: SqlReader,
  packet: string,
  sha256: string,
  attempt: number,
): Promise<Entry | undefined> {
  return db.get<Entry>('SELECT * FROM entry WHERE packet = ? AND sha256 = ? AND attempt = ?', [
    packet,
    sha256,
    attempt,
  ])
}

/** Another packet under the same id: a packet never changes, so that one of them is false. */
export async function conflicts(db: SqlReader, packet: string, sha256: string): Promise<boolean> {
  const sql = `SELECT 1 FROM entry WHERE packet = ? AND sha256 <> ? AND state = 'received'`
  return (await db.get(sql, [packet, sha256])) !== undefined
}

/** Whether a packet of this id was received here, and as what. */
export async function received(db: SqlReader, packet: string): Promise<Entry | undefined> {
  const sql = `SELECT * FROM entry WHERE packet = ? AND state = 'received' ORDER BY attempt DESC LIMIT 1`
  return db.get<Entry>(sql, [packet])
}

/** What a station said last counts, until the packet is received: then nothing of it changes. */
export async function putEntry(tx: SqlTx, entry: NewEntry): Promise<void> {
  const { packet, sha256, attempt, bytes, station, epoch, seq, signature } = entry
  await tx.run(
    `INSERT INTO entry (packet, sha256, attempt, bytes, station, epoch, seq, signature, state, serial)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'announced', NULL)
     ON CONFLICT (packet, sha256, attempt) DO UPDATE SET bytes = excluded.bytes, station = excluded.station, epoch = excluded.epoch,
       seq = excluded.seq, signature = excluded.signature WHERE entry.state = 'announced'`,
    [packet, sha256, attempt, bytes, station, epoch, seq, signature],
  )
}

export async function markReceived(tx: SqlTx, entry: NewEntry, serial: number | null): Promise<void> {
  const { packet, sha256, attempt } = entry
  await putEntry(tx, entry)
  await tx.run(
    `UPDATE entry SET state = 'received', serial = coalesce(?, serial) WHERE packet = ? AND sha256 = ? AND attempt = ?`,
    [serial, packet, sha256, attempt],
  )
}

export interface Counts {
  readonly announced: number
  readonly received: number
  readonly bytes: number
}

export async function counts(db: SqlReader): Promise<Counts> {
  const sql = `SELECT count(*) FILTER (WHERE state = 'announced') AS announced, count(*) FILTER (WHERE state = 'received') AS received,
    coalesce(sum(bytes) FILTER (WHERE state = 'received'), 0) AS bytes FROM entry`
  return (await db.get<Counts>(sql))!
}
