import { EPOCH_NOW } from '../db/epoch-now.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { tally } from '../db/tally.ts'

export function receivedCount(db: ReadDb): number {
  return tally(db, 'received', '')
}

/** What collecting posts hold and the centre has no receipt for. */
export function heldByPosts(db: ReadDb): { count: number; oldest: string | null } {
  return db.get<{ count: number; oldest: string | null }>(
    `SELECT count(*) AS count, min(at) AS oldest FROM (SELECT p.packet, min(p.at) AS at FROM post_receipt p
       JOIN recording_status s ON s.recording = p.packet AND s.attempt = p.attempt AND s.status <> 'UNREGISTERED'
       WHERE NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = p.packet AND c.attempt = p.attempt) GROUP BY p.packet)`,
  )!
}

export type SiteState = 'unknown' | 'open' | 'refusing' | 'unreachable'

export interface SiteRow {
  code: string
  state: SiteState
  since: string | null
  notice: string | null
  failures: number
  next_probe_at: string | null
}

export function siteRow(db: ReadDb, code: string): SiteRow {
  const row = db.get<SiteRow>('SELECT * FROM site WHERE code = :code', { code })
  return row ?? { code, state: 'unknown', since: null, notice: null, failures: 0, next_probe_at: null }
}

/** Notes a site's state; the log gets a line only when it changed. */
export function putSite(tx: WriteTx, next: SiteRow, at: string): void {
  const before = siteRow(tx, next.code)
  tx.run(
    `INSERT INTO site (code, state, since, notice, failures, next_probe_at)
     VALUES (:code, :state, :since, :notice, :failures, :next_probe_at)
     ON CONFLICT (code) DO UPDATE SET state = excluded.state, since = excluded.since, notice = excluded.notice,
       failures = excluded.failures, next_probe_at = excluded.next_probe_at`,
    { ...next },
  )
  if (before.state === next.state) return
  tx.run(
    'INSERT INTO site_log (site, at, state, notice) VALUES (:site, :at, :state, :notice) ON CONFLICT DO NOTHING',
    { site: next.code, at, state: next.state, notice: next.notice },
  )
}

/** Where a packet stands with a site. `refused` is the work list. */
export function putItem(
  tx: WriteTx,
  item: {
    packet: string
    attempt: number
    site: string
    state: 'sent' | 'received' | 'refused'
    code: string | null
    at: string
  },
): void {
  tx.run(
    `INSERT INTO upload_item (packet, attempt, site, state, code, url, at) VALUES (:packet, :attempt, :site, :state, :code, NULL, :at)
     ON CONFLICT (packet, attempt, site) DO UPDATE SET state = excluded.state, code = excluded.code, at = excluded.at`,
    { ...item },
  )
}

/** What a site says in the answer to a bag: it refuses this packet. Its receipt is the stronger word, whichever came first. */
export function refuseItem(
  tx: WriteTx,
  item: { packet: string; attempt: number; site: string; code: string; at: string },
): void {
  tx.run(
    `INSERT INTO upload_item (packet, attempt, site, state, code, url, at) VALUES (:packet, :attempt, :site, 'refused', :code, NULL, :at)
     ON CONFLICT (packet, attempt, site) DO UPDATE SET state = excluded.state, code = excluded.code, at = excluded.at
       WHERE upload_item.state <> 'received'`,
    { ...item },
  )
}

export interface Departure {
  readonly packet: string
  readonly attempt: number
  readonly site: string
  readonly at: string
}

/** Notes that a packet leaves for a site; false where something of it is noted already. */
export function putDeparture(tx: WriteTx, departure: Departure): boolean {
  return (
    tx.run(
      `INSERT INTO upload_item (packet, attempt, site, state, code, url, at) VALUES (:packet, :attempt, :site, 'sent', NULL, NULL, :at)
       ON CONFLICT DO NOTHING`,
      { ...departure },
    ) > 0
  )
}

/** Takes a note of departure back: not a byte of it left. */
export function dropDeparture(tx: WriteTx, { packet, attempt, site }: Omit<Departure, 'at'>): void {
  tx.run(`DELETE FROM upload_item WHERE packet = ? AND attempt = ? AND site = ? AND state = 'sent'`, [
    packet,
    attempt,
    site,
  ])
}

/** How far a site's statuses were read, and when it was asked last; 0 and null before the first time. */
export function cursorOf(db: ReadDb, site: string): { position: number; asked_at: string | null } {
  const row = db.get<{ position: number; asked_at: string }>(
    'SELECT position, asked_at FROM status_cursor WHERE site = ?',
    [site],
  )
  return row ?? { position: 0, asked_at: null }
}

export function putCursor(tx: WriteTx, cursor: { site: string; position: number; asked_at: string }): void {
  tx.run(
    `INSERT INTO status_cursor (site, position, asked_at) VALUES (:site, :position, :asked_at)
     ON CONFLICT (site) DO UPDATE SET position = excluded.position, asked_at = excluded.asked_at`,
    cursor,
  )
}

/** A card that there is not yet, as this station knows of its own epoch. `spoilt`: the one before it is, and nothing was ordered since, or no site has heard of it. */
export function cardToCome(
  db: ReadDb,
  recording: string,
): { readonly state: 'ordered' | 'granted'; readonly spoilt: 0 | 1 } | undefined {
  return db.get(
    `SELECT state, order_id IS NULL OR report IS 'spoilt' AS spoilt FROM card
     WHERE recording = ? AND state IN ('ordered', 'granted') AND order_epoch IS ${EPOCH_NOW}`,
    [recording],
  )
}
