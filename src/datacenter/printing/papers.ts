import { decodeJson } from '../../formats/json.ts'
import { type PrintPaper, printPaperFormat } from '../../formats/print/paper.ts'
import { type Signed } from '../../formats/trust/comment.ts'
import { text, utf8 } from '../../lib/bytes.ts'
import { positionOf } from '../registry/position.ts'
import type { SqlReader, SqlTx } from '../store/sql.ts'

interface Row {
  position: number
  bytes: string
  signature: string
}

const signed = ({ bytes, signature }: Row): Signed => ({ bytes: utf8(bytes), signature })

/** Keeps a paper once; answers false for one that is known. `now` is the site's clock. */
export async function putPaper(
  tx: SqlTx,
  paper: PrintPaper,
  { bytes, signature }: Signed,
  now: Date,
): Promise<boolean> {
  const packet = paper.kind === 'declaration' ? '' : paper.packet
  const changed = await tx.run(
    `INSERT INTO print_paper (position, site, packet, fence, kind, bytes, signature) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (signature) DO NOTHING`,
    [
      await positionOf(tx, 'papers', now),
      paper.site,
      packet,
      paper.fence,
      paper.kind,
      text(bytes),
      signature,
    ],
  )
  return changed === 1
}

/** Every paper of a packet, and every declaration, in the order in which this site came to know them. */
export async function papersOf(db: SqlReader, packet: string): Promise<Signed[]> {
  const sql = `SELECT position, bytes, signature FROM print_paper WHERE packet IN (?, '') ORDER BY position`
  return (await db.all<Row>(sql, [packet])).map(signed)
}

type Result = Extract<PrintPaper, { kind: 'result' }>

/** What stations said of a packet's cards. */
export async function resultsOf(db: SqlReader, packet: string): Promise<Result[]> {
  const sql = `SELECT position, bytes, signature FROM print_paper WHERE packet = ? AND kind = 'result' ORDER BY fence, position`
  const papers = (await db.all<Row>(sql, [packet])).map(({ bytes }) =>
    decodeJson(printPaperFormat, utf8(bytes)),
  )
  return papers.filter((paper) => paper.kind === 'result')
}

/** Whether a station said that the card of this order is spoilt: nothing that it said of it before counts any more. */
export async function wasSpoilt(db: SqlReader, packet: string, order: string): Promise<boolean> {
  return (await resultsOf(db, packet)).some((one) => one.order === order && one.outcome === 'spoilt')
}

/** A card that exists. */
export interface MadeCard {
  readonly order: string
  readonly station: string
  /** When a site first heard of it. */
  readonly at: string
}

/** Cards of a packet that exist: said to be printed or handed over, and not spoilt since. More than one is one too many. */
export async function cardsOf(db: SqlReader, packet: string): Promise<MadeCard[]> {
  const results = await resultsOf(db, packet)
  const spoilt = new Set(results.flatMap(({ order, outcome }) => (outcome === 'spoilt' ? [order] : [])))
  const cards = new Map<string, MadeCard>()
  for (const { order, station, at } of results)
    if (!spoilt.has(order) && !cards.has(order)) cards.set(order, { order, station, at })
  return [...cards.values()].toSorted((a, b) => (a.order < b.order ? -1 : 1))
}

/** Papers after a position, for the other site; `next` is where it goes on. */
export async function papersAfter(
  db: SqlReader,
  after: number,
  limit: number,
): Promise<{ papers: Signed[]; next: number }> {
  const sql =
    'SELECT position, bytes, signature FROM print_paper WHERE position > ? ORDER BY position LIMIT ?'
  const rows = await db.all<Row>(sql, [after, limit])
  return { papers: rows.map(signed), next: rows.at(-1)?.position ?? after }
}
