import { twinSerial } from '../../formats/receipt/twin.ts'
import { utf8 } from '../../lib/bytes.ts'
import type { SqlReader, SqlTx } from '../store/sql.ts'
import { positionOf } from './position.ts'

/** A receipt as a site keeps it: its own, or one that it learnt from the other site. */
export interface Report {
  /** Rises in the order in which this site came to know it, with its clock (`position.ts`): the stations' cursor. */
  position: number
  site: string
  /** Counts the receipts of the site that gave it; below zero where it gave a number twice (`twinSerial`). */
  serial: number
  packet: string
  sha256: string
  attempt: number
  grade: string
  verdict: string
  at: string
  /** Of whom decided (`matcher.ts`); 0 where nothing was decided. */
  term: number
  station: string
  bytes: string
  signature: string
}

export type NewReport = Omit<Report, 'position'>

export interface StoredReceipt {
  readonly serial: number
  readonly bytes: string
  readonly signature: string
}

/** The next number of this site's own receipts. Inside the transaction that uses it: gapless. */
export async function nextSerial(tx: SqlTx, site: string): Promise<number> {
  const row = await tx.get<{ last: number | null }>('SELECT max(serial) AS last FROM report WHERE site = ?', [
    site,
  ])
  return (row?.last ?? 0) + 1
}

/** Keeps a report once; `now` is the site's clock. `twice`: new, but the site gave its number to another one before; both are kept. */
export async function putReport(tx: SqlTx, report: NewReport, now: Date): Promise<'new' | 'twice' | 'known'> {
  if (await insertReport(tx, report, now)) return 'new'
  const first = await receiptOf(tx, report.site, report.serial)
  if (first?.bytes === report.bytes) return 'known'
  const twin = { ...report, serial: twinSerial(utf8(report.bytes)) }
  return (await insertReport(tx, twin, now)) ? 'twice' : 'known'
}

/** False where the site's number is taken. */
async function insertReport(tx: SqlTx, report: NewReport, now: Date): Promise<boolean> {
  const { site, serial, packet, sha256, attempt, grade, verdict, at, term, station, bytes, signature } =
    report
  const position = await positionOf(tx, 'reports', now)
  const changed = await tx.run(
    `INSERT INTO report (position, site, serial, packet, sha256, attempt, grade, verdict, at, term, station, bytes, signature)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, serial) DO NOTHING`,
    [position, site, serial, packet, sha256, attempt, grade, verdict, at, term, station, bytes, signature],
  )
  return changed === 1
}

export async function receiptOf(
  db: SqlReader,
  site: string,
  serial: number,
): Promise<StoredReceipt | undefined> {
  return db.get('SELECT serial, bytes, signature FROM report WHERE site = ? AND serial = ?', [site, serial])
}

/** Of several words on one packet: that it came takes no decision back, and what is final stays final, in whichever order they were heard. */
const WEIGHT = `CASE WHEN grade = 'final' THEN 2 WHEN grade = 'central' AND verdict <> 'RECEIVED_AT_CENTRAL' THEN 1 ELSE 0 END`

/** The receipt that counts for a packet and attempt, whoever of the sites gave it. */
export async function newestReceipt(
  db: SqlReader,
  packet: string,
  sha256: string,
  attempt: number,
): Promise<Report | undefined> {
  return db.get(
    `SELECT * FROM report WHERE packet = ? AND sha256 = ? AND attempt = ? ORDER BY ${WEIGHT} DESC, position DESC LIMIT 1`,
    [packet, sha256, attempt],
  )
}

/** Reports about a station's packets after a position, oldest first. */
export async function reportsFor(
  db: SqlReader,
  station: string,
  after: number,
  limit: number,
): Promise<Report[]> {
  return db.all('SELECT * FROM report WHERE station = ? AND position > ? ORDER BY position LIMIT ?', [
    station,
    after,
    limit,
  ])
}

/** Everything that was said of one packet, in the order in which this site came to know it. */
export async function historyOf(db: SqlReader, packet: string): Promise<Report[]> {
  return db.all('SELECT * FROM report WHERE packet = ? ORDER BY position', [packet])
}

/** The word that counts on packets and attempts of a station, whoever of the sites said it: the last `limit` of them, oldest first. */
export async function newestOf(db: SqlReader, station: string, limit: number): Promise<Report[]> {
  const newest = await db.all<Report>(
    `SELECT * FROM report WHERE position IN (SELECT position FROM (
       SELECT position, row_number() OVER (PARTITION BY packet, attempt ORDER BY ${WEIGHT} DESC, position DESC) AS place
       FROM report WHERE station = ?) AS words WHERE place = 1)
     ORDER BY position DESC LIMIT ?`,
    [station, limit],
  )
  return newest.toReversed()
}
