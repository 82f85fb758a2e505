import type { CentralStatus } from '../../contract/status.ts'
import type { SqlReader, SqlTx } from '../store/sql.ts'
import { nextPosition } from './position.ts'

/** What a person decided of a case: kept for good, and told to the other site. */
export interface Decision {
  /** The site at which it was decided, and its number there. */
  site: string
  number: number
  packet: string
  attempt: number
  came_from: CentralStatus
  decided: CentralStatus
  reason: string
  /** Who decided, as they named themselves. */
  person: string
  at: string
  /** The packets that this one resembled when it was decided, with a space between them; empty for none. */
  others: string
}

/** Keeps a decision; answers whether it was not known here. */
export async function putDecision(tx: SqlTx, of: Decision): Promise<boolean> {
  const changed = await tx.run(
    `INSERT INTO decision (site, number, packet, attempt, came_from, decided, reason, person, at, others)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, number) DO NOTHING`,
    [
      of.site,
      of.number,
      of.packet,
      of.attempt,
      of.came_from,
      of.decided,
      of.reason,
      of.person,
      of.at,
      of.others,
    ],
  )
  return changed === 1
}

/** The number of the site's next decision, the other site's cursor: it rises with the clock. Called inside the transaction that keeps it. */
export async function nextDecision(tx: SqlTx, site: string, now: Date): Promise<number> {
  const row = await tx.get<{ last: number | null }>(
    'SELECT max(number) AS last FROM decision WHERE site = ?',
    [site],
  )
  return nextPosition(row?.last ?? 0, now)
}

/** The newest decision on a packet at this attempt, whichever site it was decided at. */
export async function decisionOn(
  db: SqlReader,
  packet: string,
  attempt: number,
): Promise<Decision | undefined> {
  return db.get(
    'SELECT * FROM decision WHERE packet = ? AND attempt = ? ORDER BY at DESC, number DESC LIMIT 1',
    [packet, attempt],
  )
}

/** Own decisions after a number, for the other site. */
export async function decisionsAfter(
  db: SqlReader,
  site: string,
  after: number,
  limit: number,
): Promise<Decision[]> {
  return db.all('SELECT * FROM decision WHERE site = ? AND number > ? ORDER BY number LIMIT ?', [
    site,
    after,
    limit,
  ])
}

/** The newest decisions of all, for whoever looks. */
export async function newestDecisions(db: SqlReader, limit: number): Promise<Decision[]> {
  return db.all('SELECT * FROM decision ORDER BY at DESC, site, number DESC LIMIT ?', [limit])
}

/** Whether a person decided that two packets are two persons. */
export async function areApart(db: SqlReader, one: string, other: string): Promise<boolean> {
  for (const [packet, likened] of [
    [one, other],
    [other, one],
  ] as const) {
    const found = await db.get<{ decided: CentralStatus }>(
      `SELECT decided FROM decision WHERE packet = ? AND ' ' || others || ' ' LIKE ? ORDER BY at DESC, number DESC LIMIT 1`,
      [packet, `% ${likened} %`],
    )
    if (found) return found.decided === 'PRINT_READY_RECORD'
  }
  return false
}
