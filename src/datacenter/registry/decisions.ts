import type { CentralStatus } from '../../contract/status.ts'
import type { SqlReader, SqlTx } from '../store/sql.ts'
import { nextPosition, positionOf } from './position.ts'

/** What a person decided of a case: kept for good, and told to the other site. */
export interface Decision {
  /** Rises in the order in which this site came to know it, with its clock (`position.ts`): the other site's cursor. */
  position: number
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

export type NewDecision = Omit<Decision, 'position'>

/** Keeps a decision once; answers whether it was not known here. `now` is the site's clock. */
export async function putDecision(tx: SqlTx, of: NewDecision, now: Date): Promise<boolean> {
  const changed = await tx.run(
    `INSERT INTO decision (position, site, number, packet, attempt, came_from, decided, reason, person, at, others)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, number) DO NOTHING`,
    [
      await positionOf(tx, 'decisions', now),
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

/**
 * The number of the next decision: above every one that is known here, whichever site's, so that the newest has the highest whatever clocks said;
 * and it rises with the clock, so that two lives of a site number apart. Called inside the transaction that keeps it.
 */
export async function nextDecision(tx: SqlTx, now: Date): Promise<number> {
  const row = await tx.get<{ last: number | null }>('SELECT max(number) AS last FROM decision')
  return nextPosition(row?.last ?? 0, now)
}

/** The newest decision on a packet at this attempt, whichever site it was decided at. */
export async function decisionOn(
  db: SqlReader,
  packet: string,
  attempt: number,
): Promise<Decision | undefined> {
  return db.get(
    'SELECT * FROM decision WHERE packet = ? AND attempt = ? ORDER BY number DESC, site LIMIT 1',
    [packet, attempt],
  )
}

/** Decisions after a position, for the other site: of this site and of that one, which may have lost its own in a restoration. */
export async function decisionsAfter(db: SqlReader, after: number, limit: number): Promise<Decision[]> {
  return db.all('SELECT * FROM decision WHERE position > ? ORDER BY position LIMIT ?', [after, limit])
}

/** The newest decisions of all, for whoever looks. */
export async function newestDecisions(db: SqlReader, limit: number): Promise<NewDecision[]> {
  const sql = `SELECT site, number, packet, attempt, came_from, decided, reason, person, at, others FROM decision
    ORDER BY number DESC, site LIMIT ?`
  return db.all(sql, [limit])
}

/** Whether a person decided that two packets are two persons. */
export async function areApart(db: SqlReader, one: string, other: string): Promise<boolean> {
  for (const [packet, likened] of [
    [one, other],
    [other, one],
  ] as const) {
    const found = await db.get<{ decided: CentralStatus }>(
      `SELECT decided FROM decision WHERE packet = ? AND ' ' || others || ' ' LIKE ? ORDER BY number DESC, site LIMIT 1`,
      [packet, `% ${likened} %`],
    )
    if (found) return found.decided === 'PRINT_READY_RECORD'
  }
  return false
}
