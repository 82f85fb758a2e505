import { decodeJson } from '../../formats/json.ts'
import { type Report, reportFormat } from '../../formats/report/report.ts'
import { utf8 } from '../../lib/bytes.ts'
import type { SqlReader, SqlTx } from '../store/sql.ts'

/** The newest report of a station, and when it was read here. */
export interface KeptReport {
  readonly report: Report
  /** The document as it was signed. */
  readonly document: string
  readonly readAt: string
}

interface Row {
  readonly document: string
  readonly read_at: string
}

function keptOf({ document, read_at: readAt }: Row): KeptReport {
  return { report: decodeJson(reportFormat, utf8(document)), document, readAt }
}

export async function newestOf(db: SqlReader, station: string): Promise<KeptReport | undefined> {
  const row = await db.get<Row>('SELECT document, read_at FROM station_report WHERE station = ?', [station])
  return row && keptOf(row)
}

export async function allKept(db: SqlReader): Promise<KeptReport[]> {
  return (await db.all<Row>('SELECT document, read_at FROM station_report ORDER BY station')).map(keptOf)
}

export async function keepReport(
  tx: SqlTx,
  { station, position, seq }: Report,
  document: string,
  signature: string,
  readAt: string,
): Promise<void> {
  await tx.run(
    `INSERT INTO station_report (station, position, seq, read_at, document, signature) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (station) DO UPDATE SET position = excluded.position, seq = excluded.seq, read_at = excluded.read_at,
       document = excluded.document, signature = excluded.signature`,
    [station, position, seq, readAt, document, signature],
  )
}
